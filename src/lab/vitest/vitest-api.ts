import type { ViteServer } from './serve.ts';

/** The part of Vitest's own API that the lab uses, the same in 3.2, 4 and 5. */
export interface Specification {
  moduleId: string;
  pool?: string;
  project: Project;
}

export interface Project {
  name: string;
  vite: ViteServer;
  config: Record<string, unknown> & {
    environment: string;
    root?: string;
    dir?: string;
    includeSource?: string[];
    typecheck?: { include?: string[]; exclude?: string[] };
    benchmark?: { include?: string[]; exclude?: string[] };
    runner?: string;
    snapshotSerializers?: string[];
    setupFiles?: string[];
    globalSetup?: string[];
    browser?: { enabled?: boolean };
    snapshotOptions?: { updateSnapshot?: string };
  };
  createSpecification(path: string): Specification;
  tmpDir?: string;
  _teardownGlobalSetup?(): Promise<void>;
}

export interface Vitest {
  projects: Project[];
  config: Record<string, unknown>;
  _tmpDir?: string;
  getRootProject(): Project;
  globTestSpecifications(files?: string[]): Promise<Specification[]>;
  specifications: { filterTestsBySource(specifications: Specification[]): Promise<Specification[]> };
  cancelCurrentRun(reason: string): Promise<void>;
  runTestSpecifications(specifications: Specification[]): Promise<{ unhandledErrors: unknown[] }>;
}

/** Vitest sets the root project up even if all tests are in others. */
export function withRoot(host: Vitest): Project[] {
  return [...new Set([...host.projects, host.getRootProject()])];
}

export function leftoversOf(host: Vitest): string[] {
  return [host._tmpDir, ...withRoot(host).map(({ tmpDir }) => tmpDir)].filter((path) => path !== undefined);
}
