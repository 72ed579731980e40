// Stands for a coding agent that writes tests from contracts. What it says is written down, so that the example is the
// same each time; see docs/generate.md for what a real one is asked.
import { readFileSync } from 'node:fs';

const asks = (percent, now, expected) =>
  `expect(isValid({ code: 'SPRING', percent: ${percent}, validUntil: 1000 }, ${now})).toBe(${expected});`;

const tests = [
  ['is valid before its end', asks(25, 999, true), 'Tells whether a coupon can be redeemed at a moment'],
  [
    'is valid in its last millisecond',
    asks(25, 1000, true),
    'It can be redeemed up to and including the millisecond `validUntil`, and no later.',
  ],
  [
    'is no longer valid after its end',
    asks(25, 1001, false),
    'It can be redeemed up to and including the millisecond `validUntil`, and no later.',
  ],
  ['may take everything off', asks(100, 1, true), 'exactly 100 is valid, 0 is not'],
  ['may not take off more', asks(101, 1, false), 'Its percentage has to be above 0 and at most 100'],
  ['takes off something', asks(0, 1, false), 'exactly 100 is valid, 0 is not'],
  ['may take off very little', asks(1, 1, true), 'Its percentage has to be above 0 and at most 100'],
  ['does not add to the price', asks(-5, 1, false), 'A negative percentage is not valid either.'],
];

const { function: name, question } = JSON.parse(readFileSync(0, 'utf8'));
// Asked again about the last millisecond, it reads the contract the same way.
const asked = question ? tests.slice(1, 2) : tests;
const answer = asked.map(([title, code, clause]) => ({ name: title, code, clause }));
process.stdout.write(JSON.stringify({ tests: name === 'isValid' ? answer : [] }));
