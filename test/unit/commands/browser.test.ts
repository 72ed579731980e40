import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { browserCommand, openBrowser } from '../../../src/commands/browser.ts';
import { tempProject } from '../../helpers/temp-project.ts';

const url = 'http://127.0.0.1:4100/?token=abc';

/** A PATH with such a program. */
function pathWith(name: string): string {
  const folder = tempProject({ [name]: '#!/bin/sh\n' });
  chmodSync(join(folder, name), 0o755);
  return folder;
}

describe('an address is opened', () => {
  test.each<[NodeJS.Platform, string[]]>([
    ['darwin', ['open', url]],
    ['win32', ['rundll32', 'url.dll,FileProtocolHandler', url]],
  ])('by what %s has for it', (platform, command) => {
    expect(browserCommand(url, { platform, env: {} })).toEqual(command);
  });

  test.skipIf(process.platform === 'win32').each([{ DISPLAY: ':0' }, { WAYLAND_DISPLAY: 'wayland-0' }])(
    'by xdg-open on Linux with %o',
    (display) => {
      const PATH = pathWith('xdg-open');
      expect(browserCommand(url, { platform: 'linux', env: { ...display, PATH } })).toEqual([
        'xdg-open',
        url,
      ]);
      expect(browserCommand(url, { platform: 'linux', env: { ...display, PATH: pathWith('other') } })).toBe(
        undefined,
      );
    },
  );
});

test.skipIf(process.platform === 'win32')('a program that the project has installed is no browser', () => {
  const PATH = join(pathWith('node_modules/.bin/xdg-open'), 'node_modules', '.bin');
  expect(browserCommand(url, { platform: 'linux', env: { DISPLAY: ':0', PATH } })).toBeUndefined();
});

test.each<[string, NodeJS.Platform, NodeJS.ProcessEnv]>([
  ['in CI', 'darwin', { CI: 'true' }],
  ['over SSH', 'linux', { SSH_CONNECTION: '1', DISPLAY: ':10', PATH: '/usr/bin' }],
  ['without a display', 'linux', { PATH: '/usr/bin' }],
])('%s no browser is started', (_, platform, env) => {
  expect(browserCommand(url, { platform, env })).toBeUndefined();
  expect(openBrowser(url, { platform, env })).toBe(false);
});
