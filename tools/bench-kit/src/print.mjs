/** Rows of text in columns, the first to the left, the others to the right. */
export function printTable(title, rows) {
  console.log(`\n${title}`);
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  for (const row of rows)
    console.log(
      `  ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join('  ')}`,
    );
}

export function printRace(title, results) {
  printTable(title, [
    ['', 'wall', 'CPU', 'peak memory'],
    ...results.map(({ name, wallS, cpuS, peakMb }) => [name, seconds(wallS), seconds(cpuS), `${peakMb.toFixed(0)} MB`]),
  ]);
}

/** One line a goal: what was measured, what was wanted, and whether it is met. Never an error: machines differ. */
export function printGoal(what, value, goal, unit = '') {
  printVerdict(what, value, `at most ${goal}${unit}`, value <= goal, unit);
}

/** The same for what should be large. */
export function printGoalAtLeast(what, value, goal, unit = '') {
  printVerdict(what, value, `at least ${goal}${unit}`, value >= goal, unit);
}

function printVerdict(what, value, wanted, isMet, unit) {
  console.log(`  ${what}: ${value.toFixed(2)}${unit} (goal: ${wanted}) ${isMet ? 'met' : 'MISSED'}`);
}

export function seconds(value) {
  return `${value.toFixed(2)} s`;
}
