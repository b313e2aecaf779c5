import { describe, expect, it, vi } from 'vitest';

const fast = { name: 'a.yaml', text: 'binds: []\n' };
const slow = { name: 'a.yaml', text: 'binds: &x []\n' };

describe('the YAML library', () => {
  it('is loaded when a text needs it, and the text then read again', async () => {
    vi.resetModules();
    const { loadMissedLibrary } = await import('../../src/text/yaml.ts');
    const { readYaml } = await import('../../src/text/read.ts');
    expect(readYaml(fast).problems).toEqual([]);
    expect(await loadMissedLibrary()).toBe(false);
    expect(readYaml(slow).problems).toMatchObject([{ code: 'text/reader-not-loaded' }]);
    expect(await loadMissedLibrary()).toBe(true);
    expect(readYaml(slow)).toMatchObject({ problems: [], documents: [{ root: { kind: 'map' } }] });
    expect(await loadMissedLibrary()).toBe(false);
  });
});
