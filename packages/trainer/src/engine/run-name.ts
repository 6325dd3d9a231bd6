/** The folder below the work folder that both frameworks write a training into. */
export const runName = 'run';
