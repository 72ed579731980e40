/** What the words of this page mean, for whoever reads it for the first time. */
const words: [word: string, meaning: string][] = [
  [
    'Break',
    'One small change to the code that a test should notice: a deleted body, a fixed return value, a condition turned round. It is made, the tests that reach it are run, and it is taken back.',
  ],
  ['Noticed', 'At least one test fails with the break, and passes without it. Other tools say killed.'],
  ['Survived', 'Every test that reaches the break passes with it: nobody would have noticed.'],
  ['Not reached', 'No test runs the code at all.'],
  ['Real coverage', 'The share of breaks that a test notices.'],
  ['Claimed coverage', 'The share of breaks that some test runs: what a coverage report would say.'],
  ['Theater gap', 'Claimed minus real coverage: code that is run but not checked.'],
  [
    'Theater',
    'A test that passes no matter how its code is broken; breaks that throw by themselves would crash any test and do not count. The evidence is beside each.',
  ],
  ['Hollow', 'It asserts, and its assertions pass whether the code is broken or not.'],
  ['No assertion', 'It asserts nothing, or compares constants.'],
  ['Mock echo', 'All that it asserts is about its own mocks.'],
  ['Swallows failure', 'It passes although what it calls throws: the failure gets lost in the test.'],
  ['Implementation-coupled', 'It fails when the code is written in another way and does the same.'],
  ['Copy-paste', 'It duplicates other tests with different values, and notices the same breaks.'],
  ['Smoke test', 'All that it says is that nothing throws. That may be what it is for.'],
  [
    'Pseudo-tested',
    'A function that tests run, and that could do anything: neither its deleted body nor any other return value is noticed.',
  ],
  ['Untested, weak, tested', 'No test reaches the function; some of its breaks go unnoticed; none does.'],
  ['1+ tests', 'At least one notices; not every test was run against the break (--killers all does that).'],
  ['Equivalent', 'A break that changes nothing that counts. It needs a human decision, in the review.'],
  ['Accepted', 'Somebody accepted that no test notices the break; it is not counted.'],
  ['Unproven', 'No verdict could be proven, and why; not counted.'],
  ['Probe', 'A function that throws at once, to see whether a test could lose a failure; not counted.'],
];

export function showWords(): void {
  const heading = document.getElementById('words');
  const summary = heading?.closest('summary');
  heading?.closest('details')?.setAttribute('open', '');
  summary?.scrollIntoView({ block: 'start' });
  summary?.focus({ preventScroll: true });
}

export function WordsSection() {
  return (
    <section class="card" aria-labelledby="words">
      <details class="runs">
        <summary>
          <h2 id="words">What the words mean</h2>
        </summary>
        <dl class="pairs">
          {words.map(([word, meaning]) => (
            <div key={word}>
              <dt>{word}</dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
      </details>
    </section>
  );
}
