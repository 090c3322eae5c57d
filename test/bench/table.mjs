import Table from 'cli-table3';

const plain = process.stdout.isTTY ? {} : { style: { head: [], border: [] } };

/** Prints what was measured: the machine, the table, and plainly what missed its goal. */
export function print({ machine, quick, durable, ratios, goalsMissed, notMeasured }) {
  const { cores, processor, memoryGiB, node, platform } = machine;
  say(`${cores} cores (${processor}), ${memoryGiB} GiB, ${platform}, Node ${node}`);
  for (const [engine, { sqlite, journalMode, synchronous }] of Object.entries(durable)) {
    say(`${engine}: SQLite ${sqlite}, journal_mode ${journalMode}, synchronous ${synchronous} (FULL)`);
  }
  if (quick) say('A quick run shows that everything works. Its figures say nothing.');
  const table = new Table({ head: ['what', 'ours', 'against', 'ratio', 'goal', 'met'], ...plain, wordWrap: true });
  for (const line of Object.values(ratios)) table.push(row(line));
  say(table.toString());
  for (const { what, against, note } of Object.values(ratios)) {
    if (note !== undefined) say(`${[what, against].filter(Boolean).join(', against ')}: ${note}`);
  }
  say(goalsMissed.length === 0 ? 'Every goal is met.' : `Missed: ${goalsMissed.join(', ')}`);
  for (const [name, why] of Object.entries(notMeasured)) say(`Not measured: ${name} (${why})`);
}

function row({ what, unit, ours, against, reference, p99, value, goal, goalIs, met }) {
  return [
    what,
    figure(ours, unit, p99?.ours),
    against === undefined ? '' : `${against}: ${figure(reference, unit, p99?.reference)}`,
    against === undefined ? '' : number(value),
    goal === null ? '' : `${goalIs} ${number(goal)}`,
    met === null ? '' : met ? 'yes' : 'NO',
  ];
}

function figure(value, unit, p99) {
  return `${number(value)} ${unit}${p99 === undefined ? '' : `, p99 ${number(p99)}`}`;
}

function number(value) {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString('en', { maximumFractionDigits: digits });
}

function say(line) {
  process.stdout.write(`${line}\n`);
}
