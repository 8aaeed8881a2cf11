// The questions of class.bank.toml as the mock has them; a test holds the two against each other.

const SOURCE = 'https://aws.amazon.com/compliance/shared-responsibility-model/';
const SCENARIO = 'An insurance company runs its portal on Amazon EC2 instances that it starts from a public machine image.';
const LAYERS = 'Customer data:Customer,Application:Customer,Guest OS:Customer:here,Network controls:Both,Hypervisor:Aws,Physical host:Aws,Facilities:Aws';
const STACK = {
  name: 'Amazon EC2',
  rows: LAYERS.split(',').map((row) => row.split(':')).map(([title, owner, here]) => ({ title, owner, here: Boolean(here) })),
};

export const TITLE = 'Browser class';

export const questions = [
  {
    kind: 'choice', scenario: SCENARIO, stack: STACK, sources: [SOURCE],
    stem: 'Who patches the guest operating system of an Amazon EC2 instance?',
    explanation: "From the guest OS upward an EC2 instance is the customer's; what lies below is AWS's.\n\n```\nsudo dnf upgrade\n```",
    rows: [
      { text: 'AWS', key: false, why: 'AWS patches the hypervisor and the host below the guest, and has no login to the guest itself.' },
      { text: 'The customer', key: true, why: 'Whoever runs the instance has `root` on its guest operating system, and so the patches are its work.' },
      { text: 'The vendor of the machine image', key: false, why: 'A vendor publishes new images, but a running instance keeps the packages that its customer installs.' },
      { text: 'Both parties, one after the other', key: false, why: "The guest operating system is a layer of one party: the customer's, which alone can log in to it." },
    ],
  },
  {
    kind: 'choice', scenario: SCENARIO, stack: null, sources: [SOURCE],
    stem: "A company runs its web tier on Amazon EC2. Which tasks are the company's? (Select TWO.)",
    explanation: "The guest and its firewall rules are the company's; the hypervisor, the disks and the buildings are AWS's.",
    rows: [
      { text: 'Patching the hypervisor', key: false, why: 'The hypervisor lies below the guest operating system; AWS builds, runs and patches it.' },
      { text: 'Setting the rules of security groups', key: true, why: 'AWS provides the firewall, while the company decides which ports are open to whom.' },
      { text: 'Testing the backup power of the data center', key: false, why: 'Facilities are the lowest layer of the stack, and AWS operates them.' },
      { text: 'Patching the guest operating system', key: true, why: "The guest operating system belongs to whoever runs the instance, so its patches are the company's work." },
      { text: 'Destroying disks at the end of their life', key: false, why: 'Media are handled inside the data center, where AWS alone has access.' },
    ],
  },
  {
    kind: 'order', from: 'nearest the metal', to: 'nearest the application', stack: STACK, sources: [SOURCE],
    stem: 'Which three of these carry an application on an Amazon EC2 instance? Place the three from the hardware up.',
    explanation: 'Each layer rests on the one below it: the host carries the hypervisor, which carries the guest.',
    rows: [
      { text: 'Hypervisor', key: 2, why: 'The hypervisor runs on the host and divides it into virtual machines.' },
      { text: 'Edge location', key: null, why: 'An edge location is a site that brings content near to users; it is no layer of an instance.' },
      { text: 'Guest operating system', key: 3, why: 'The guest operating system runs inside the virtual machine, right below the application.' },
      { text: 'Physical host', key: 1, why: 'The machine itself stands at the bottom of the stack and carries everything above it.' },
    ],
  },
  {
    kind: 'sort', groups: ['AWS', 'Customer'], stack: STACK, sources: ['https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Welcome.html'],
    stem: 'Who does each of these for a database on Amazon RDS?',
    explanation: 'Amazon RDS takes over the operating system and the engine; data, access and settings stay with the customer.',
    rows: [
      { text: 'Creating database users', key: 'Customer', why: 'Who may log in to the database is decided by the customer, who creates and removes its users.' },
      { text: 'Installing the operating system', key: 'AWS', why: 'The operating system below an RDS database is run by AWS; the customer has no login to it.' },
      { text: 'Choosing which networks may connect', key: 'Customer', why: 'The security group of the database is a setting of the customer.' },
      { text: 'Replacing a failed host', key: 'AWS', why: "Physical hosts are AWS's on every service that runs in its data centers." },
    ],
  },
  {
    kind: 'line', stack: STACK, sources: [SOURCE],
    stem: "Amazon EC2: where does the customer's part end?",
    explanation: 'The line of an EC2 instance runs right under the guest operating system.',
    rows: [
      { text: 'Customer data', key: 'customer', why: 'The customer decides what is stored, how sensitive it is and who may read it.' },
      { text: 'Guest operating system', key: 'customer', why: 'The customer has control of this operating system, so patching and hardening it is its job.' },
      { text: 'Network controls', key: 'both', why: 'AWS provides the virtual network, and the customer writes the rules of who may pass.' },
      { text: 'Hypervisor', key: 'AWS', why: 'The hypervisor lies below the guest; AWS builds, runs and patches it.' },
      { text: 'Facilities', key: 'AWS', why: "Buildings, power and guards are AWS's, for the customer never enters them." },
    ],
  },
];
