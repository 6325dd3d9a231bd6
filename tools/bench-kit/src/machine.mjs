import { cpus, loadavg } from 'node:os';

/** One line on what runs this, and a warning where others run beside it. */
export function printMachine(note) {
  console.log(`${cpus().length} × ${cpus()[0].model}, Node ${process.version}; ${note}`);
  const [load] = loadavg();
  if (load > cpus().length / 2)
    console.log(
      `The machine is busy (load ${load.toFixed(1)}): wall times will be too long, ours and theirs; compare CPU times.`,
    );
}
