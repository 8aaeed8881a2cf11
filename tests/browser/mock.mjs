// A stand-in for `whose --plain host`, for work on the page and for its tests: the protocol in memory, driven by the same
// words on stdin, answering with the same lines on stdout. It keeps nothing, shuffles nothing and guards nothing more
// than the page can notice.
//
//   node mock.mjs [--port N] [--assets DIR] [--seconds N] [--confidence] [--leaderboard]

import { createServer } from 'node:http';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { questions, TITLE } from './questions.mjs';

const option = (name, usual) => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : usual);
const ASSETS = option('--assets', fileURLToPath(new URL('../../assets/class/', import.meta.url)));
const CODE = '7KQ-92MX';
const CSP = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
  + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const FILES = {
  '/': ['index.html', 'text/html; charset=utf-8'],
  '/style.css': ['style.css', 'text/css; charset=utf-8'],
  '/page.js': ['page.js', 'text/javascript; charset=utf-8'],
};

const hall = {
  phase: 'lobby', at: -1, round: 1, seats: [], locked: false, tries: 0, ends: null, left: null,
  seconds: option('--seconds', null), sure: process.argv.includes('--confidence'), board: process.argv.includes('--leaderboard'),
};
const rounds = []; // of each question: { voided, shown, answers: Map seat → { answer, confidence } }

const ordinal = (n) => `${n}${['th', 'st', 'nd', 'rd'][n % 100 > 10 && n % 100 < 14 ? 0 : n % 10] ?? 'th'}`;
const blocks = (text) => text.trim().split(/\n\n+/).map((part) => (part.startsWith('```')
  ? { code: part.split('\n').slice(1, -1) }
  : { paragraph: part.split('`').map((piece, at) => ({ text: piece, code: at % 2 === 1 })).filter((piece) => piece.text) }));

// What is asked, and how an answer is marked.

function ask(question) {
  switch (question.kind) {
    case 'choice': return { choose: { n: question.rows.filter((row) => row.key).length } };
    case 'order': return { sequence: { n: question.rows.filter((row) => row.key).length, from: question.from, to: question.to } };
    case 'sort': return { group: { groups: question.groups } };
    default: return { divide: { n: question.rows.filter((row) => row.key !== 'both').length } };
  }
}

function refusal(question, answer) {
  const wanted = ask(question);
  const rows = question.rows.length;
  const within = (list, n, below) => Array.isArray(list) && list.length === n && list.every((at) => Number.isInteger(at) && at >= 0 && at < below);
  const distinct = (list) => new Set(list).size === list.length;
  if (wanted.choose) return within(answer.chosen, wanted.choose.n, rows) && distinct(answer.chosen) ? null : `choose ${wanted.choose.n}`;
  if (wanted.sequence) return within(answer.sequence, wanted.sequence.n, rows) && distinct(answer.sequence) ? null : `place ${wanted.sequence.n}`;
  if (wanted.group) return within(answer.groups, rows, question.groups.length) ? null : 'put each under a heading';
  return Number.isInteger(answer.above) && answer.above >= 0 && answer.above <= rows ? null : 'draw the line';
}

function mark(question, row, at, answer) {
  switch (question.kind) {
    case 'choice': {
      const chosen = answer?.chosen.includes(at) ?? false;
      const verdict = row.key ? (chosen ? 'Right' : 'Missed') : chosen ? 'Wrong' : 'Apart';
      return { truth: row.key ? 'right' : 'wrong', said: chosen ? 'chosen' : 'not chosen', verdict };
    }
    case 'order': {
      const place = (answer?.sequence.indexOf(at) ?? -1) + 1;
      const verdict = !row.key ? (place ? 'Wrong' : 'Apart') : place === row.key ? 'Right' : place ? 'Wrong' : 'Missed';
      return { truth: row.key ? ordinal(row.key) : 'belongs nowhere', said: place ? `placed ${ordinal(place)}` : 'not placed', verdict };
    }
    case 'sort': {
      const said = answer ? question.groups[answer.groups[at]] : 'nowhere';
      return { truth: row.key, said, verdict: !answer ? 'Missed' : said === row.key ? 'Right' : 'Wrong' };
    }
    default: {
      if (row.key === 'both') return { truth: 'both', said: 'not asked', verdict: 'Apart' };
      const said = !answer ? 'no line drawn' : at < answer.above ? 'customer' : 'AWS';
      return { truth: row.key, said, verdict: !answer ? 'Missed' : said === row.key ? 'Right' : 'Wrong' };
    }
  }
}

function result(at, seat) {
  const question = questions[at];
  const { answer } = rounds[at].answers.get(seat) ?? {};
  const rows = question.rows.map((row, n) => ({ ...mark(question, row, n, answer), why: row.why }));
  const counted = rows.filter((row, n) => row.verdict !== 'Apart' && (question.kind !== 'choice' || question.rows[n].key));
  const won = counted.filter((row) => row.verdict === 'Right').length;
  const right = Boolean(answer) && rows.every((row) => row.verdict === 'Right' || row.verdict === 'Apart');
  const words = !answer ? 'not answered' : right ? 'Right' : `Missed: ${won} of ${counted.length} right`;
  return { void: rounds[at].voided, right, words, rows, explanation: blocks(question.explanation), stack: question.stack, sources: question.sources };
}

/** The answer of this vote; while it is open, the one before to start from. */
function yours(question, seat) {
  const mine = (question && rounds[hall.at].answers.get(seat)) ?? null;
  const open = hall.phase === 'open' || hall.phase === 'paused';
  return mine && (open || mine.round === hall.round) ? mine : null;
}

const counting = () => rounds.map((_, at) => at).filter((at) => rounds[at].shown && !rounds[at].voided);
const missed = (seat) => counting().filter((at) => !result(at, seat).right);

function leftMs() {
  if (hall.phase === 'open') return hall.ends === null ? null : Math.max(0, hall.ends - Date.now());
  return hall.phase === 'paused' ? hall.left : null;
}

function frame(seat) {
  const phase = seat.out ? 'out' : hall.phase;
  const question = ['open', 'paused', 'closed', 'shown'].includes(phase) ? questions[hall.at] : null;
  return {
    class: TITLE, name: seat.name, phase, number: hall.at + 1, of: questions.length,
    question: question && {
      at: hall.at, round: hall.round, scenario: question.scenario ? blocks(question.scenario) : null, stem: blocks(question.stem),
      ask: ask(question), asks_confidence: hall.sure,
      rows: question.rows.map((row, at) => ({ label: String.fromCharCode(65 + at), text: row.text, given: row.key === 'both' })),
    },
    left_ms: leftMs(),
    yours: yours(question, seat),
    result: phase === 'shown' ? result(hall.at, seat) : null,
    score: { right: counting().filter((at) => result(at, seat).right).length, of: counting().length },
    take_home: missed(seat).length,
    board: hall.board && ['shown', 'over'].includes(phase) ? board(seat) : null,
    why: phase === 'out' ? 'the instructor removed you from the class' : null,
  };
}

function board(you) {
  const points = (seat) => 1000 * counting().filter((at) => result(at, seat).right).length;
  return hall.seats.filter((seat) => !seat.out).sort((a, b) => points(b) - points(a))
    .map((seat) => ({ name: seat.name, points: points(seat), you: seat === you }));
}

function tell(seat) {
  for (const stream of seat.streams) stream.write(`data: ${JSON.stringify(frame(seat))}\n\n`);
}

// What the instructor says.

const words = {
  next() {
    if (hall.phase === 'over') return 'the class is over';
    if (hall.phase === 'open' || hall.phase === 'paused') return 'close it first';
    if (hall.at + 1 >= questions.length) return 'that was the last question';
    Object.assign(hall, { at: hall.at + 1, round: 1 });
    rounds[hall.at] = { voided: false, shown: false, answers: new Map() };
    return open();
  },
  again() {
    if (hall.phase !== 'closed') return 'close it first';
    hall.round += 1;
    return open();
  },
  close() {
    if (hall.phase !== 'open' && hall.phase !== 'paused') return 'no question is open';
    hall.phase = 'closed';
  },
  show() {
    if (hall.phase !== 'closed') return 'close it first';
    hall.phase = 'shown';
    rounds[hall.at].shown = true;
  },
  reopen() {
    if (hall.phase !== 'closed') return 'close it first';
    hall.phase = 'open';
  },
  pause() {
    if (hall.phase !== 'open') return 'no question is open';
    hall.left = leftMs();
    hall.phase = 'paused';
  },
  go() {
    if (hall.phase !== 'paused') return 'nothing is paused';
    hall.ends = hall.left === null ? null : Date.now() + hall.left;
    hall.phase = 'open';
  },
  more() {
    if (hall.ends === null) return 'there is no limit';
    hall.ends += 30000;
  },
  void() {
    if (hall.at < 0) return 'there was no question';
    rounds[hall.at].voided = true;
  },
  lock() { hall.locked = true; },
  end() { hall.phase = 'over'; },
  kick(number) {
    const seat = hall.seats.find((one) => one.number === Number(number));
    if (!seat) return `nobody has the seat ${number}`;
    seat.out = true;
  },
};

function open() {
  hall.phase = 'open';
  hall.ends = hall.seconds === null ? null : Date.now() + hall.seconds * 1000;
  if (hall.ends !== null) expire(hall.at, hall.round);
}

function expire(at, round) {
  const same = () => hall.at === at && hall.round === round && (hall.phase === 'open' || hall.phase === 'paused');
  const timer = setInterval(() => {
    if (!same()) return clearInterval(timer);
    if (hall.phase === 'open' && Date.now() > hall.ends) {
      clearInterval(timer);
      command('close');
    }
  }, 100);
}

function command(line) {
  const [word, ...rest] = line.trim().split(' ');
  if (!Object.hasOwn(words, word)) return `no: there is no \`${word}\``;
  const why = words[word](rest.join(' '));
  hall.seats.forEach(tell);
  return why ? `no: ${why}` : `ok: ${line.trim()}`;
}

// What the students ask for.

const cookie = (token) => ({ 'Set-Cookie': `seat=${token}; HttpOnly; SameSite=Strict; Path=/` });
const seated = (seat) => ({ seat: seat.number, name: seat.name, token: seat.token });

function who(request) {
  const token = /(?:^|; )seat=([0-9A-Z.]+)/.exec(request.headers.cookie ?? '')?.[1]
    ?? /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  return hall.seats.find((seat) => seat.token === token);
}

function token() {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  return [...randomBytes(26)].map((byte) => letters[byte % 32]).join('');
}

const bare = (code) => String(code).toUpperCase().replace(/[^0-9A-Z]/g, '');

const posts = {
  '/join'(body, request, reply) {
    if (hall.tries > 20) return reply(429, { why: 'too many wrong codes', wait_s: 5 });
    if (bare(body.code) !== bare(CODE)) {
      hall.tries += 1;
      return reply(403, { why: 'this is not the code on the screen' });
    }
    if (hall.locked) return reply(423, { why: 'the lobby is locked; ask the instructor' });
    const number = hall.seats.length + 1;
    const name = String(body.name ?? '').replace(/\p{C}/gu, '').trim() || `Player ${number}`;
    if (name.length > 24) return reply(422, { why: 'a name has at most 24 letters' });
    if (hall.seats.some((seat) => !seat.out && seat.name.toLowerCase() === name.toLowerCase())) return reply(409, { why: `${name} is in the class already; take another name` });
    const seat = { number, name, roster: body.roster, token: `${number}.${token()}`, streams: new Set(), out: false };
    hall.seats.push(seat);
    return reply(200, seated(seat), cookie(seat.token));
  },
  '/resume'(body, request, reply) {
    const seat = hall.seats.find((one) => one.token === String(body.token).toUpperCase());
    return seat ? reply(200, seated(seat), cookie(seat.token)) : reply(401, { why: 'nobody has this resume code' });
  },
  '/leave'(body, request, reply) {
    return reply(200, {}, { 'Set-Cookie': 'seat=; Max-Age=0; Path=/' });
  },
  '/answer'(body, request, reply) {
    const seat = who(request);
    if (!seat || seat.out) return reply(401, { why: 'you are not in the class' });
    if (hall.phase !== 'open' || body.question !== hall.at || body.round !== hall.round) return reply(409, { why: 'closed' });
    const why = refusal(questions[hall.at], body.answer ?? {});
    if (why) return reply(422, { why });
    rounds[hall.at].answers.set(seat, { round: hall.round, answer: body.answer, confidence: body.confidence ?? null });
    return reply(200, { saved: true });
  },
};

const gets = {
  '/me'(request, reply) {
    const seat = who(request);
    return seat && !seat.out ? reply(200, { ...seated(seat), class: TITLE }) : reply(401, { why: 'join first' });
  },
  '/events'(request, reply, response) {
    const seat = who(request);
    if (!seat || seat.out) return reply(401, { why: 'join first' });
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    seat.streams.add(response);
    response.on('close', () => seat.streams.delete(response));
    response.write(`data: ${JSON.stringify(frame(seat))}\n\n: ping\n\n`);
  },
  '/take-home.html'(request, reply) { return home(request, reply, 'text/html', (list) => `<!doctype html><title>Missed</title>${list.length}`); },
  '/take-home.json'(request, reply) { return home(request, reply, 'application/json', (list) => JSON.stringify({ missed: list })); },
};

function home(request, reply, type, write) {
  const seat = who(request);
  if (!seat) return reply(401, { why: 'join first' });
  return reply(200, write(missed(seat)), { 'Content-Type': type });
}

function answerTo(response) {
  return (status, body, headers = {}) => {
    response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
}

async function serve(request, response) {
  const reply = answerTo(response);
  const path = request.url.split('?')[0];
  if (request.method === 'GET' && FILES[path]) {
    const [file, type] = FILES[path];
    return reply(200, readFileSync(join(ASSETS, file), 'utf8'), { 'Content-Type': type, 'Content-Security-Policy': CSP });
  }
  if (request.method === 'GET' && gets[path]) return gets[path](request, reply, response);
  if (request.method === 'POST' && posts[path]) {
    let text = '';
    for await (const part of request) text += part;
    if (text.length > 4096) return reply(413, { why: 'too long' });
    return posts[path](JSON.parse(text), request, reply);
  }
  return reply(404, { why: 'there is no such page' });
}

const server = createServer((request, response) => {
  serve(request, response).catch((error) => answerTo(response)(400, { why: String(error) }));
});
server.listen(Number(option('--port', 0)), '127.0.0.1', () => {
  console.log(`join http://127.0.0.1:${server.address().port} code ${CODE}`);
});

const input = createInterface({ input: process.stdin });
input.on('line', (line) => {
  if (line.trim() === 'quit') console.log('ok: quit');
  else if (line.trim()) console.log(command(line));
  if (line.trim() === 'quit') process.exit(0);
});
input.on('close', () => process.exit(0));
