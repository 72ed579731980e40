/** The folder, below the root, of what realcov keeps from one run to the next. */
export const stateFolder = '.realcov';
