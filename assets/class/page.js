// The page on which a student takes part in a live class quiz: join, answer, see what was right, take the rest home.
//
// It draws the frames that the instructor's laptop sends and sends answers back. It deliberately is not:
// * a judge: it never holds the key before the laptop shows it, and marks nothing by itself;
// * a memory: all that counts is on the laptop, a refresh starts from its next frame;
// * a program from elsewhere: no library, no build, no request to any other host, for a class may have no internet.
// All text becomes text nodes, since names and questions are other people's words.

// What the page knows beyond its DOM.
const here = { code: '', seat: null, frame: null, screen: null, stream: null, deadline: null, left: null, told: null };

const byId = (id) => document.getElementById(id);

// ---------------------------------------------------------------------------------------------------------- building

/** An element. `props` are properties; keys with a dash, `role` and `for` are attributes. */
function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (value === null || value === undefined) continue;
    if (key.includes('-') || key === 'role' || key === 'for') node.setAttribute(key, value);
    else node[key] = value;
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return node;
}

const code = (text) => el('code', {}, text);
const hidden = (text) => el('span', { className: 'unseen' }, text);
const paragraph = (className, ...children) => el('p', { className }, ...children);

/** A heading that can be given the focus when its screen comes. */
const heading = (...children) => el('h1', { tabIndex: -1 }, ...children);

/** The nodes of a text in which `backticks` mark code; one without its pair is an ordinary character. */
function inline(text) {
  const parts = text.split('`');
  if (parts.length % 2 === 0) {
    const last = parts.pop();
    parts[parts.length - 1] += `\`${last}`;
  }
  return parts.map((part, at) => (at % 2 === 1 ? code(part) : part)).filter((part) => part !== '');
}

const plain = (text) => text.replace(/`/g, '');

/** The nodes of BLOCKS. */
function prose(blocks) {
  return (blocks ?? []).map((block) => {
    if (block.code) return el('pre', {}, code(block.code.join('\n')));
    return el('p', {}, block.paragraph.map((piece) => (piece.code ? code(piece.text) : piece.text)));
  });
}

const sentence = (text) => text && text[0].toUpperCase() + text.slice(1) + (/[.!?]$/.test(text) ? '' : '.');

const count = (n, one, many = `${one}s`) => `${n} ${n === 1 ? one : many}`;

function ordinal(n) {
  const ending = n % 100 > 10 && n % 100 < 14 ? 'th' : ['th', 'st', 'nd', 'rd'][n % 10] ?? 'th';
  return `${n}${ending}`;
}

/** Says words to those who listen. Emptied first, so that the same words twice are heard twice. */
function say(words) {
  const place = byId('say');
  place.textContent = '';
  setTimeout(() => { place.textContent = words; }, 100);
  // Who comes upon them later would take them for news.
  setTimeout(() => { if (place.textContent === words) place.textContent = ''; }, 10000);
}

// ----------------------------------------------------------------------------------------------------------- network

/** One request; throws if the laptop cannot be reached. A Wi-Fi that is gone may never answer, hence the limit. */
async function call(path, body) {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), 8000);
  try {
    const post = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
    const reply = await fetch(path, { ...(body ? post : {}), cache: 'no-store', signal: limit.signal });
    const data = await reply.json().catch(() => ({}));
    return { ok: reply.ok, status: reply.status, data };
  } finally {
    clearTimeout(timer);
  }
}

const wait = (ms) => new Promise((done) => { setTimeout(done, ms); });

/** Opens the stream of frames anew; the first one is the present state. */
function listen() {
  here.stream?.close();
  const stream = new EventSource('/events');
  here.stream = stream;
  stream.onopen = () => {
    if (!byId('lost').hidden && here.frame) say('Connected again.');
    lost(false);
  };
  stream.onmessage = (event) => {
    if (here.stream === stream) take(JSON.parse(event.data));
  };
  stream.onerror = () => {
    if (here.stream !== stream) return;
    lost(true);
    if (stream.readyState === EventSource.CLOSED) refused(stream);
  };
}

/** A broken stream the browser opens again by itself; one that was refused it gives up, and does not say why. */
async function refused(stream) {
  // Not all phones of a class at once.
  await wait(1000 + Math.random() * 2000);
  if (here.stream === stream) find(true);
}

function silence() {
  here.stream?.close();
  here.stream = null;
  lost(false);
}

function lost(yes) {
  const banner = byId('lost');
  if (banner.hidden === !yes) return;
  banner.hidden = !yes;
  banner.textContent = yes ? 'Connection lost, trying again.' : '';
}

/** Whose page this is: who has a seat is back at once, everybody else joins. */
async function find(again = false) {
  for (;;) {
    try {
      const me = await call('/me');
      if (me.ok) return seated(me.data);
      if (me.status === 401) return unseated(again ? 'Your seat is gone. Please join again.' : null);
    } catch {
      // Told below.
    }
    lost(true);
    await wait(2000);
  }
}

function seated(seat) {
  here.seat = seat;
  drawYou();
  listen();
}

function unseated(why) {
  here.screen?.end?.();
  silence();
  Object.assign(here, { seat: null, frame: null, screen: null });
  setTime(null, false);
  drawYou();
  put(joinScreen(why), Boolean(why));
}

// ------------------------------------------------------------------------------------------------------------ frames

/** What makes a screen another one: a frame with the same key changes the screen that is there. */
function keyOf(frame) {
  const { phase, question } = frame;
  if (['open', 'paused', 'closed'].includes(phase) && question) return `ask ${question.at} ${question.round}`;
  return question ? `${phase} ${question.at}` : phase;
}

function take(frame) {
  const before = here.frame;
  here.frame = frame;
  byId('class').textContent = frame.class || 'whose class';
  setTime(['open', 'paused'].includes(frame.phase) ? frame.left_ms : null, frame.phase === 'paused');
  const key = keyOf(frame);
  if (here.screen?.key !== key) {
    here.screen?.end?.();
    here.screen = { ...screenOf(frame), key };
    put(here.screen, true);
    here.screen.update?.(frame);
  } else if (here.screen.update) {
    here.screen.update(frame);
  } else if (differs(before, frame)) {
    redraw(frame, key);
  }
  if (frame.phase !== 'out') return;
  here.seat = null;
  drawYou();
  silence();
}

const differs = (one, other) => !same({ ...one, left_ms: null }, { ...other, left_ms: null });

/** A screen whose words have changed, a board that came or a question that was made void: the reader stays in place. */
function redraw(frame, key) {
  const held = byId('view').contains(document.activeElement);
  const top = window.scrollY;
  here.screen = { ...screenOf(frame), key };
  put(here.screen, held);
  window.scrollTo(0, top);
  if (frame.result?.void) say('This question no longer counts.');
}

function screenOf(frame) {
  switch (frame.phase) {
    case 'open': case 'paused': case 'closed': return askScreen(frame);
    case 'shown': return shownScreen(frame);
    case 'over': return overScreen(frame);
    case 'out': return outScreen(frame);
    default: return lobbyScreen(frame);
  }
}

/** Puts a screen in place; `move` takes the focus to its heading. */
function put(screen, move) {
  const title = screen.heading.textContent;
  document.title = screen.untitled ? 'whose class' : `${title} – whose class`;
  byId('view').replaceChildren(...screen.nodes);
  if (move) arrive(screen.heading);
}

function arrive(head) {
  window.scrollTo(0, 0);
  head.focus({ preventScroll: true });
}

// -------------------------------------------------------------------------------------------------------------- time

const SPOKEN = [30, 10];

function setTime(leftMs, paused) {
  const known = leftMs !== null && leftMs !== undefined;
  here.left = known ? leftMs : null;
  here.deadline = known && !paused ? performance.now() + leftMs : null;
  here.told = known ? Math.ceil(leftMs / 1000) : null;
  drawTime();
}

function drawTime() {
  const place = byId('time');
  if (here.deadline !== null) here.left = Math.max(0, here.deadline - performance.now());
  place.hidden = here.left === null;
  if (here.left === null) return;
  const seconds = Math.ceil(here.left / 1000);
  const words = timeWords(seconds);
  if (place.textContent !== words) place.textContent = words;
  const crossed = SPOKEN.find((mark) => here.told > mark && seconds <= mark);
  here.told = seconds;
  if (crossed) say(`${seconds} seconds left.`);
}

function timeWords(seconds) {
  if (seconds === 0) return 'Time is up';
  const clock = seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return here.deadline === null ? `Paused, ${clock} left` : `${clock} left`;
}

// -------------------------------------------------------------------------------------------------------------- join

function field(id, label, hint, props = {}) {
  const own = { id, name: id, autocomplete: 'off', spellcheck: false, 'aria-describedby': `${id}-hint` };
  const input = el('input', { ...own, ...props });
  const help = el('p', { id: `${id}-hint`, className: 'hint' }, hint);
  return { input, node: el('div', { className: 'field' }, el('label', { for: id }, label), help, input) };
}

/** The class code out of the address, which then shows it no more: a shared screenshot of the page gives nobody in. */
function codeOfAddress() {
  const found = /^#([0-9a-z-]{4,16})$/i.exec(window.location.hash);
  if (window.location.hash) window.history.replaceState(null, '', window.location.pathname);
  return found ? found[1].toUpperCase() : '';
}

const PLAIN = 'This page comes over plain HTTP: others in this Wi-Fi could read along. So use a nickname, and type no '
  + 'password here. Your answers stay on the instructor’s laptop.';

const alert = () => el('p', { className: 'error', role: 'alert' });

function joinScreen(why) {
  const head = heading('Join the class');
  const codes = { value: here.code, required: true, autocapitalize: 'characters', maxLength: 16 };
  const code = field('code', 'Class code', 'It stands on the projector.', codes);
  const name = field('name', 'Nickname (optional)', 'Without one you are “Player” and a number.', { maxLength: 40 });
  const list = 'Name for the instructor’s list (optional)';
  const roster = field('roster', list, 'Only the instructor sees it.', { maxLength: 80 });
  const inputs = { code: code.input, name: name.input, roster: roster.input };
  const error = alert();
  const form = el('form', { noValidate: true, onsubmit: (event) => join(event, inputs, error) },
    code.node, name.node, roster.node, error, el('button', { type: 'submit', className: 'main' }, 'Join'));
  const told = why ? [paragraph('lead', why)] : [];
  return { heading: head, untitled: true, nodes: [head, ...told, paragraph('note', PLAIN), form, resumePart()] };
}

async function join(event, inputs, error) {
  event.preventDefault();
  const body = { code: inputs.code.value.trim().toUpperCase(), name: inputs.name.value.trim() };
  if (inputs.roster.value.trim()) body.roster = inputs.roster.value.trim();
  if (!body.code) return refuse({ status: 403, data: { why: 'Type the class code first.' } }, inputs, error);
  await enter(event, '/join', body, (reply) => refuse(reply, inputs, error), error);
}

/** Sends a form that gives one a seat. */
async function enter(event, path, body, refused, error) {
  const button = event.target.querySelector('button');
  if (button.getAttribute('aria-disabled')) return;
  button.setAttribute('aria-disabled', 'true');
  error.textContent = '';
  try {
    const reply = await call(path, body);
    if (!reply.ok) return refused(reply);
    seated(reply.data);
  } catch {
    error.textContent = 'The instructor’s laptop cannot be reached. Are you in the Wi-Fi of the class? Try again.';
  } finally {
    button.removeAttribute('aria-disabled');
  }
}

/** The words of a refusal, and the focus on the field that can mend it. */
function refuse({ status, data }, inputs, error) {
  const blamed = { 403: inputs.code, 409: inputs.name, 422: inputs.name }[status];
  const again = data.wait_s ? ` Try again in ${count(data.wait_s, 'second')}.` : '';
  blamed?.after(error);
  error.textContent = sentence(data.why ?? 'That did not work') + again;
  for (const input of Object.values(inputs)) input.removeAttribute('aria-invalid');
  blamed?.setAttribute('aria-invalid', 'true');
  blamed?.focus();
}

function resumePart() {
  const hint = 'It stands at the foot of the page on the other device.';
  const { input, node } = field('token', 'Resume code', hint, { autocapitalize: 'characters', maxLength: 60 });
  const error = alert();
  const refused = ({ data }) => {
    error.textContent = sentence(data.why ?? 'That did not work');
    input.focus();
  };
  const resume = (event) => {
    event.preventDefault();
    enter(event, '/resume', { token: input.value.replace(/\s/g, '') }, refused, error);
  };
  return el('details', {}, el('summary', {}, 'I have a resume code'),
    el('form', { noValidate: true, onsubmit: resume }, node, error, el('button', { type: 'submit' }, 'Go on here')));
}

/** At the foot of every screen: who one is, and the way to another device. */
function drawYou() {
  const foot = byId('you');
  foot.hidden = here.seat === null;
  if (here.seat === null) return foot.replaceChildren();
  const { name, token } = here.seat;
  const groups = (token ?? '').replace(/(.{4})(?=.)/g, '$1 ');
  foot.replaceChildren(el('details', {},
    el('summary', {}, `You are ${name}. Use another device`),
    paragraph('', 'Open the same address there, choose “I have a resume code” and type:'),
    paragraph('token', groups),
    paragraph('hint', 'Who has it can answer for you: show it to nobody.'),
    el('button', { type: 'button', onclick: leave }, 'Leave on this device')));
}

async function leave() {
  try {
    await call('/leave', {});
    unseated('You have left on this device. Your resume code brings you back.');
  } catch {
    lost(true);
  }
}

// ---------------------------------------------------------------------------------------------- lobby, over, and out

function lobbyScreen(frame) {
  const head = heading(`You are in, ${frame.name}.`);
  const lead = paragraph('lead', `Wait for the ${frame.number ? 'next' : 'first'} question.`);
  return { heading: head, nodes: [head, lead, scoreOf(frame)].filter(Boolean) };
}

function scoreOf(frame) {
  const { right, of } = frame.score ?? { right: 0, of: 0 };
  return of ? paragraph('score', `Your score so far: ${right} of ${of} right.`) : null;
}

function overScreen(frame) {
  const head = heading('The class is over');
  const { right, of } = frame.score ?? { right: 0, of: 0 };
  const lead = paragraph('lead', `You had ${right} of ${of} right.`);
  return { heading: head, nodes: [head, lead, ...takeHome(frame), ...boardOf(frame)] };
}

function takeHome(frame) {
  if (!frame.take_home) return [paragraph('', 'You missed nothing, so there is nothing to take home.')];
  const link = (kind, words) => {
    const name = `take-home.${kind}`;
    return el('li', {}, el('a', { href: `/${name}`, download: name }, words));
  };
  return [
    el('h2', {}, 'Take your missed questions home'),
    paragraph('', `${sentence(count(frame.take_home, 'question'))} Take them while the instructor’s laptop is on:`),
    el('ul', { className: 'links' },
      link('html', 'As a page to learn from, which needs nothing else'),
      link('json', 'As a file for “whose import”')),
  ];
}

function boardOf(frame) {
  if (!frame.board) return [];
  // Without numbers: after the leaders comes one's own place, and how far down that is the frame does not say.
  const row = ({ name, points, you }) => el('tr', { className: you ? 'mine' : '' },
    el('th', { scope: 'row' }, you ? `${name} (you)` : name), el('td', {}, String(points)));
  const head = el('tr', {}, ...['Name', 'Points'].map((words) => el('th', { scope: 'col' }, words)));
  return [el('h2', {}, 'Board'), el('table', {}, el('thead', {}, head), el('tbody', {}, frame.board.map(row)))];
}

function outScreen(frame) {
  const head = heading('You are out of the class');
  const back = () => unseated('Join with the code on the projector.');
  const lead = paragraph('lead', sentence(frame.why ?? 'Your seat in this class is gone; ask the instructor'));
  return { heading: head, nodes: [head, lead, el('button', { type: 'button', onclick: back }, 'Join again')] };
}

// ---------------------------------------------------------------------------------------------------- a question open

function askScreen(frame) {
  const { question } = frame;
  const head = heading(questionTitle(frame));
  const note = paragraph('note');
  const form = answerForm(question, frame.yours);
  let [phase, held] = [null, null];

  function update(next) {
    if (next.phase === phase) return;
    const before = phase;
    phase = next.phase;
    const focus = form.focus();
    form.open(phase === 'open');
    if (phase === 'closed') form.close(next.yours);
    note.textContent = noteOf(next);
    note.hidden = note.textContent === '';
    if (before === null) return;
    head.textContent = questionTitle(next);
    document.title = `${head.textContent} – whose class`;
    // Whoever was answering when it was paused goes on where they were.
    if (phase === 'open' && held && document.activeElement === head) held.focus();
    else arrive(head);
    held = phase === 'paused' ? focus : null;
  }

  return { heading: head, nodes: [head, note, ...asked(question), form.node], update, end: form.end };
}

/** A question's case and stem. */
function asked({ scenario, stem }) {
  const words = el('div', { className: 'stem' }, prose(stem));
  if (!scenario) return [words];
  return [el('section', { className: 'scenario' }, el('h2', {}, 'The case'), prose(scenario)), words];
}

function questionTitle({ number, of, phase, question }) {
  if (phase === 'closed') return 'Answers are closed';
  const vote = question.round > 1 ? ', second vote' : '';
  return `Question ${number} of ${of}${vote}${phase === 'paused' ? ', paused' : ''}`;
}

function noteOf({ phase, question }) {
  if (phase === 'paused') return 'Paused. You can answer when the instructor goes on.';
  if (phase === 'closed') return 'Wait for the instructor.';
  return question.round > 1 ? 'Second vote: talk to your neighbour, then answer again.' : '';
}

const SAVED = 'Saved. You can change it until the question is closed.';
const FIRST = 'Your first answer is filled in. Change it or not, and press Answer to vote again.';

/** The answer area. What a frame says of `yours` is its starting point and read once: later frames leave it alone. */
function answerForm(question, yours) {
  const hint = el('p', { className: 'progress', role: 'status' });
  const status = statusLine();
  const control = controlOf(question, touched, (words) => { hint.textContent = words; });
  const sure = question.asks_confidence ? confidence(touched) : null;
  const button = el('button', { type: 'submit', className: 'main' }, 'Answer');
  const legend = el('legend', {}, control.legend);
  const area = el('fieldset', { className: 'sheet' }, legend, control.nodes, hint, sure?.node, button);
  const post = sender(() => here.frame?.phase === 'open', delivered);
  let saved = null;

  const draft = () => ({ answer: control.get(), confidence: sure?.get() ?? null });
  const fill = ({ answer, confidence: how }) => { control.set(answer); sure?.set(how); };

  function touched() {
    if (!saved) status.tell('');
    else if (same(draft(), saved)) status.tell(SAVED, 'good');
    else status.tell('Changed, and not saved yet. Press Answer to save it.');
  }

  function submit(event) {
    event.preventDefault();
    const missing = control.missing();
    status.tell(missing ?? 'Saving.', missing ? 'bad' : '');
    status.show();
    if (missing) return;
    const { answer, confidence: how } = draft();
    post.send({ question: question.at, round: question.round, answer, ...(how ? { confidence: how } : {}) });
  }

  function delivered(body, reply) {
    if (!reply) return status.tell('Not saved yet, trying again.', 'bad');
    if (!reply.ok) return status.tell(refusalWords(reply.data.why), 'bad');
    saved = { answer: body.answer, confidence: body.confidence ?? null };
    touched();
  }

  function open(yes) {
    area.disabled = !yes;
    // Closed by mistake, and open again in the same vote.
    if (yes && button.hidden) touched();
    button.hidden = false;
  }

  /** Once closed, what counts is what the laptop has. */
  function close(kept) {
    button.hidden = true;
    post.drop();
    const [mine, begun] = [draft(), control.get() !== null];
    fill(kept ?? { answer: null, confidence: null });
    saved = kept ? draft() : null;
    hint.textContent = '';
    const unsent = begun && !same(mine, draft());
    status.tell(closedWords(kept, unsent), kept && !unsent ? 'good' : '');
  }

  if (yours) {
    fill(yours);
    // In a second vote the first answer is only where one starts from.
    if (yours.round === question.round) saved = draft();
    status.tell(saved ? SAVED : FIRST, saved ? 'good' : '');
  }
  return {
    node: el('form', { noValidate: true, onsubmit: submit }, area, status.node),
    focus: () => (area.contains(document.activeElement) ? document.activeElement : null),
    open,
    close,
    end: () => post.drop(),
  };
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/** What has become of the answer, in words that are also spoken. */
function statusLine() {
  const node = el('p', { className: 'status', role: 'status' });
  return {
    node,
    tell(words, kind = '') {
      node.className = `status ${kind}`;
      if (node.textContent !== words) node.textContent = words;
    },
    show: () => node.scrollIntoView({ block: 'nearest' }),
  };
}

function refusalWords(why) {
  if (why === 'closed') return 'Too late: it is closed, and this was not saved.';
  return `Not saved: ${sentence(why ?? 'it was refused')}`;
}

function closedWords(kept, unsent) {
  if (kept) return unsent ? 'Your last change was not sent; the answer above counts.' : 'Your answer is saved.';
  return unsent ? 'You had not sent your answer, so none counts.' : 'You gave no answer.';
}

/** Sends the newest answer, one request at a time: an older one that came late would overwrite it. */
function sender(open, tell) {
  let [newest, busy] = [null, false];

  async function attempt(body) {
    try {
      const reply = await call('/answer', body);
      return reply.status >= 500 || reply.status === 429 ? null : reply;
    } catch {
      return null;
    }
  }

  async function run() {
    for (let pause = 1000; newest; pause = Math.min(pause * 2, 4000)) {
      const body = newest;
      const reply = open() ? await attempt(body) : null;
      if (newest !== body) continue;
      if (reply?.status === 401) return unseated(sentence(reply.data.why ?? 'Your seat is gone. Please join again'));
      if (reply) newest = null;
      tell(body, reply);
      if (!reply) await wait(pause);
    }
  }

  return {
    async send(body) {
      newest = body;
      if (busy) return;
      busy = true;
      await run();
      busy = false;
    },
    drop() { newest = null; },
  };
}

// ---------------------------------------------------------------------------------------------------------- controls
// Each gives { legend, nodes, get, set, missing }: `get` is the ANSWER (or null while nothing is given),
// `missing` says in words what a complete answer lacks.

function controlOf(question, changed, hint) {
  const { ask } = question;
  if (ask.choose) return ask.choose.n === 1 ? chooseOne(question, changed) : chooseMany(question, changed, hint);
  if (ask.sequence) return sequence(question, changed, hint);
  if (ask.group) return groups(question, changed, hint);
  return divide(question, changed);
}

/** What a student sees of a row: its letter and its words. */
const face = (row) => [el('b', { className: 'letter' }, row.label), hidden(': '), wordsOf(row.text)];

const wordsOf = (text, ...more) => el('span', { className: 'words' }, inline(text), more);

function card(type, name, value, onchange, content) {
  const input = el('input', { type, name, value: String(value), onchange });
  return { input, node: el('label', { className: 'card' }, input, el('span', { className: 'face' }, content)) };
}

const checked = (cards) => cards.map((one, at) => (one.input.checked ? at : -1)).filter((at) => at >= 0);

function chooseOne({ rows }, changed) {
  const cards = rows.map((row, at) => card('radio', 'chosen', at, changed, face(row)));
  return {
    legend: 'Choose one',
    nodes: cards.map((one) => one.node),
    get: () => (checked(cards).length ? { chosen: checked(cards) } : null),
    set: (answer) => cards.forEach((one, at) => { one.input.checked = answer?.chosen.includes(at) ?? false; }),
    missing: () => (checked(cards).length ? null : 'Choose one first.'),
  };
}

function chooseMany({ rows, ask }, changed, hint) {
  const { n } = ask.choose;
  const told = () => `${checked(cards).length} of ${n} chosen.`;
  const cards = rows.map((row, at) => card('checkbox', 'chosen', at, (event) => {
    if (checked(cards).length > n) {
      event.target.checked = false;
      return hint(`${n} of ${n} chosen. Take one back before you choose another.`);
    }
    hint(told());
    changed();
  }, face(row)));
  hint(told());
  return {
    legend: `Choose ${n}`,
    nodes: cards.map((one) => one.node),
    get: () => (checked(cards).length ? { chosen: checked(cards) } : null),
    set: (answer) => {
      cards.forEach((one, at) => { one.input.checked = answer?.chosen.includes(at) ?? false; });
      hint(told());
    },
    missing: () => (checked(cards).length === n ? null : `Choose ${n}: ${checked(cards).length} chosen so far.`),
  };
}

function sequence({ rows, ask }, changed, hint) {
  const { n, from, to } = ask.sequence;
  let order = [];
  const buttons = rows.map((row, at) => {
    const place = el('span', { className: 'place' });
    const words = el('span', { className: 'face' }, place, face(row));
    return { button: el('button', { type: 'button', className: 'card pick', onclick: () => press(at) }, words), place };
  });
  const back = el('button', { type: 'button', onclick: () => change([]) }, 'Take all back');
  const told = () => `${order.length} of ${n} placed.`;

  function press(at) {
    if (order.includes(at)) return change(order.filter((other) => other !== at));
    if (order.length === n) return hint(`${n} of ${n} placed. Take one back before you place another.`);
    change([...order, at]);
  }

  function change(next) {
    set(next);
    changed();
  }

  function set(next) {
    order = next;
    buttons.forEach(({ button, place }, at) => {
      const taken = order.indexOf(at) + 1;
      button.setAttribute('aria-pressed', String(taken > 0));
      place.replaceChildren(taken ? ordinal(taken) : '\u00a0', hidden(taken ? ', ' : ''));
    });
    hint(told());
  }

  set([]);
  const ends = n > 1 ? `1st is ${plain(from)}, ${ordinal(n)} is ${plain(to)}.` : '';
  return {
    legend: n < rows.length ? `Pick ${n} of the ${rows.length} in order` : `Pick all ${n} in order`,
    nodes: [paragraph('ends', `${ends} Pick one again to take it back.`), ...buttons.map((one) => one.button), back],
    get: () => (order.length ? { sequence: order } : null),
    set: (answer) => set(answer?.sequence ?? []),
    missing: () => (order.length === n ? null : `Place ${n}: ${order.length} placed so far.`),
  };
}

function groups({ rows, ask }, changed, hint) {
  const headings = ask.group.groups;
  const picked = () => { hint(told()); changed(); };
  const cardsOf = (at) => headings.map((words, group) => card('radio', `row-${at}`, group, picked, inline(words)));
  const lists = rows.map((row, at) => cardsOf(at));
  const picks = () => lists.map((cards) => checked(cards)[0] ?? null);
  const done = () => picks().filter((group) => group !== null).length;
  const told = () => `${done()} of ${rows.length} have a heading.`;
  hint(told());
  return {
    legend: 'Give each its heading',
    nodes: rows.map((row, at) => el('fieldset', { className: 'group' }, el('legend', {}, face(row)),
      el('div', { className: 'heads' }, lists[at].map((one) => one.node)))),
    get: () => (done() ? { groups: picks() } : null),
    set: (answer) => {
      lists.forEach((cards, at) => cards.forEach((one, group) => { one.input.checked = answer?.groups[at] === group; }));
      hint(told());
    },
    missing: () => (done() === rows.length ? null : `Give each a heading. Still without one: ${lacking()}.`),
  };

  function lacking() {
    return rows.filter((row, at) => picks()[at] === null).map((row) => row.label).join(', ');
  }
}

/** The places of the line: above everything, and under each row that is asked. A given row parts no two places. */
function placesOf(rows) {
  return [0, ...rows.map((row, at) => (row.given ? 0 : at + 1)).filter(Boolean)];
}

/** How many asked rows lie above; two places with the same number are the same answer. */
const askedAbove = (rows, above) => rows.slice(0, above).filter((row) => !row.given).length;

function divide({ rows }, changed) {
  const places = placesOf(rows);
  const layers = rows.map((row) => layerRow(row));
  const summary = el('p', { className: 'sides' });
  const drew = () => { drawSides(); changed(); };
  const cards = places.map((above) => card('radio', 'above', above, drew, placeWords(rows, above)));
  cards.forEach((one) => one.node.classList.add('cut'));
  const drawn = () => (checked(cards).length ? places[checked(cards)[0]] : null);

  function drawSides() {
    const above = drawn();
    const side = (at) => (above === null ? null : at < above ? 'Customer' : 'Aws');
    rows.forEach((row, at) => layers[at].side(row.given ? 'Both' : side(at)));
    summary.textContent = above === null ? 'No line is drawn yet.' : sidesInWords(rows, above);
  }

  drawSides();
  const stack = rows.map((row, at) => [layers[at].node, cards[places.indexOf(at + 1)]?.node]);
  return {
    legend: 'Draw the line: above it the customer’s part, below it AWS’s',
    nodes: [el('div', { className: 'stack' }, cards[0].node, stack), summary],
    get: () => (drawn() === null ? null : { above: drawn() }),
    set: (answer) => {
      const asked = answer ? askedAbove(rows, answer.above) : null;
      cards.forEach((one, at) => { one.input.checked = asked !== null && askedAbove(rows, places[at]) === asked; });
      drawSides();
    },
    missing: () => (drawn() === null ? 'Draw the line first.' : null),
  };
}

/** A layer and whose it is at the moment. */
function layerRow(row) {
  const letter = el('b', { className: 'letter', 'aria-hidden': 'true' });
  const bar = el('span', { className: 'bar' });
  const note = el('span', { className: 'whose' });
  const node = el('div', { className: 'layer' }, letter, bar, wordsOf(row.text), note);
  const side = (owner) => {
    node.className = `layer ${owner ? owner.toLowerCase() : ''}`;
    letter.textContent = owner ? owner[0] : '·';
    note.textContent = row.given ? 'both, not asked' : owner ? OWNERS[owner] : '';
  };
  return { node, side };
}

const OWNERS = { Customer: 'customer', Aws: 'AWS', Both: 'both' };

function placeWords(rows, above) {
  const name = above === 0 ? ['Line above ', inline(rows[0].text)] : ['Line under ', inline(rows[above - 1].text)];
  return [el('span', { className: 'words' }, name), hidden(`: ${sidesInWords(rows, above)}`)];
}

function sidesInWords(rows, above) {
  return `Customer’s: ${span(rows.slice(0, above))}. AWS’s: ${span(rows.slice(above))}.`;
}

function span(rows) {
  const texts = rows.filter((row) => !row.given).map((row) => plain(row.text));
  if (texts.length < 2) return texts[0] ?? 'nothing';
  return `${texts[0]} to ${texts[texts.length - 1]}`;
}

const SURE = [['guess', 'A guess'], ['unsure', 'Unsure'], ['sure', 'Sure']];

function confidence(changed) {
  const cards = SURE.map(([value, words]) => card('radio', 'confidence', value, changed, words));
  const legend = el('legend', {}, 'How sure are you? (optional)');
  return {
    node: el('fieldset', { className: 'group' }, legend, el('div', { className: 'heads' }, cards.map((one) => one.node))),
    get: () => SURE[checked(cards)[0]]?.[0] ?? null,
    set: (how) => cards.forEach((one) => { one.input.checked = one.input.value === how; }),
  };
}

// ------------------------------------------------------------------------------------------------------------- shown

function shownScreen(frame) {
  const { question, result } = frame;
  const head = heading(result.void ? 'This question no longer counts' : sentence(result.words).replace(/\.$/, ''));
  head.className = result.void ? '' : result.right ? 'good' : 'bad';
  const parts = [
    paragraph('above', `Question ${frame.number} of ${frame.of}`),
    head,
    result.void ? paragraph('', `Without that it would have been: ${result.words}.`) : null,
    scoreOf(frame),
    question.scenario ? el('details', {}, el('summary', {}, 'The case'), prose(question.scenario)) : null,
    el('div', { className: 'stem' }, prose(question.stem)),
    el('h2', {}, 'The answer'),
    el('ul', { className: 'marks' }, markRows(frame)),
    result.explanation?.length ? el('h2', {}, 'Why') : null,
    ...prose(result.explanation),
    ...stackOf(result.stack),
    ...sourcesOf(result.sources),
    ...boardOf(frame),
  ];
  return { heading: head, nodes: parts.filter(Boolean) };
}

/** The key first, then what was wrongly chosen; a sequence in its right order; the line where it belongs and was put. */
function markRows({ question, result, yours }) {
  const { ask, rows } = question;
  const marked = rows.map((row, at) => ({ row, at, mark: result.rows[at] })).filter(({ mark }) => mark);
  const node = (one) => markRow(ask, one.row, one.mark);
  if (ask.divide) {
    const lines = (at) => linesAt(at, result.rows, rows, yours);
    return [...marked.map((one) => [lines(one.at), node(one)]), lines(rows.length)];
  }
  if (ask.choose) marked.sort((a, b) => rank(a.mark) - rank(b.mark));
  if (ask.sequence) marked.sort((a, b) => placeOf(a.mark) - placeOf(b.mark));
  return marked.map(node);
}

const rank = (mark) => (mark.truth === 'right' ? 0 : mark.verdict === 'Wrong' ? 1 : 2);
const placeOf = (mark) => Number.parseInt(mark.truth, 10) || Number.MAX_SAFE_INTEGER;

function linesAt(at, marks, rows, yours) {
  const first = marks.findIndex((mark) => mark.truth === 'AWS');
  const right = askedAbove(rows, first < 0 ? rows.length : first);
  const asked = askedAbove(rows, at);
  // Of the places that are one answer, the one directly under an asked layer, as in the question.
  if (!placesOf(rows).includes(at)) return null;
  const drawn = yours?.answer.above === undefined ? null : askedAbove(rows, yours.answer.above);
  if (asked === right) return el('li', { className: 'the-line' }, asked === drawn ? 'The line, and yours' : 'The line');
  return asked === drawn ? el('li', { className: 'your-line' }, 'Your line') : null;
}

const SIGNS = { Right: '✓', Wrong: '✗', Missed: '○', Apart: '·' };

function markRow(ask, row, mark) {
  const lead = leadOf(ask, row, mark);
  const head = el('p', { className: 'mark' },
    el('span', { className: 'sign', 'aria-hidden': 'true' }, SIGNS[mark.verdict] ?? '·'),
    // The owner's letter is said in words below.
    el('b', { className: 'letter', 'aria-hidden': ask.divide ? 'true' : null }, lead), ask.divide ? null : hidden(': '),
    wordsOf(row.text));
  const said = paragraph('said', sentence(saidWords(ask, mark)));
  const why = mark.why ? paragraph('why', inline(mark.why)) : null;
  return el('li', { className: mark.verdict.toLowerCase() }, head, said, why);
}

/** What stands before a row's words: its letter, or the truth about it. */
function leadOf(ask, row, mark) {
  if (ask.divide) return { customer: 'C', AWS: 'A', both: 'B' }[mark.truth] ?? mark.truth;
  if (ask.sequence) return mark.truth === 'belongs nowhere' ? '–' : mark.truth;
  return row.label;
}

const CHOICES = {
  Right: 'right, chosen', Wrong: 'wrong, chosen', Missed: 'right, not chosen', Apart: 'wrong, rightly left',
};

function saidWords(ask, mark) {
  const { verdict, truth, said } = mark;
  if (ask.choose) return CHOICES[verdict];
  if (ask.sequence) return placeWordsOf(mark);
  if (verdict === 'Apart') return 'both, not asked';
  if (verdict === 'Right') return `right, ${truth}`;
  return ['nowhere', 'no line drawn'].includes(said) ? `${truth}, not answered` : `${truth}, you said ${said}`;
}

function placeWordsOf({ verdict, truth, said }) {
  if (verdict === 'Right') return 'right';
  if (verdict === 'Apart') return 'belongs nowhere, rightly left';
  const words = said.replace(/^placed/, 'you put it');
  return truth === 'belongs nowhere' ? `${truth}, ${words}` : words;
}

function stackOf(stack) {
  if (!stack) return [];
  const kind = (owner, marked) => `layer ${owner.toLowerCase()}${marked ? ' here' : ''}`;
  const row = ({ title, owner, here: marked }) => el('li', { className: kind(owner, marked) },
    el('b', { className: 'letter', 'aria-hidden': 'true' }, owner[0]), el('span', { className: 'bar' }),
    wordsOf(title, marked ? el('em', {}, ' ◂ asked here') : null),
    el('span', { className: 'whose' }, OWNERS[owner] ?? owner));
  return [
    el('h2', {}, `Whose is what: ${plain(stack.name)}`),
    el('ul', { className: 'stack' }, stack.rows.map(row)),
    paragraph('hint', 'C is the customer’s, A is AWS’s, B is both parties’.'),
  ];
}

function sourcesOf(sources) {
  if (!sources?.length) return [];
  const item = (source) => el('li', {}, /^https?:\/\//.test(source)
    ? el('a', { href: source, rel: 'noreferrer noopener', target: '_blank' }, source, hidden(' (opens a new tab)'))
    : source);
  return [el('h2', {}, sources.length > 1 ? 'Sources' : 'Source'), el('ul', { className: 'links' }, sources.map(item))];
}

// ------------------------------------------------------------------------------------------------------------- start

// A phone that slept or changed its Wi-Fi may hold a stream that is dead and does not know it.
let left = null;
document.addEventListener('visibilitychange', () => {
  if (document.hidden) left = Date.now();
  else if (here.stream && left !== null && Date.now() - left > 5000) listen();
});
window.addEventListener('pageshow', (event) => { if (event.persisted && here.stream) listen(); });
window.addEventListener('offline', () => { if (here.stream) lost(true); });
window.addEventListener('online', () => { if (here.stream) listen(); });
window.addEventListener('hashchange', () => {
  here.code = codeOfAddress() || here.code;
  const input = byId('code');
  if (input) input.value = here.code;
});

here.code = codeOfAddress();
setInterval(drawTime, 250);
find();
