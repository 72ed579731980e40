/** The CI systems for which `realcov init` has a workflow. */
export const ciNames = ['github', 'gitlab', 'none'] as const;

export type CiName = (typeof ciNames)[number];
