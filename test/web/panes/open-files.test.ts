// What becomes of files that are picked or dropped.
import { describe, expect, it } from 'vitest';
import { initialState, writeFile } from '../../../src/permalink/index.ts';
import { openFiles, type Target } from '../../../web/panes/config/open-files.ts';

/** What the page says, and how many states were opened, after a file was dropped. */
async function said(name: string, text: string): Promise<{ readonly told: readonly string[]; readonly opened: number }> {
  const told: string[] = [];
  let opened = 0;
  const target: Target = {
    session: {
      openPayload: async () => {
        opened++;
      },
    } as Partial<Target['session']> as Target['session'],
    isReplaceable: true,
    addFile: () => {},
    readRequests: async () => ({ requests: [], problems: [], flags: [] }),
    addRequest: () => {},
    tell: (notice) => told.push(notice.text),
  };
  await openFiles([new File([text], name)], target);
  return { told, opened };
}

describe('a file of Gateglass', () => {
  const file = writeFile({ ...initialState, title: 'T' });

  it('is opened without a word', async () => {
    expect(await said('t.gateglass.json', file)).toEqual({ told: [], opened: 1 });
  });

  it('of a later version is opened, and the page says so', async () => {
    const later = file.replace('"gateglass": 1', '"gateglass": 99');
    expect(await said('t.gateglass.json', later)).toEqual({
      told: ['t.gateglass.json was made by a newer Gateglass. It is shown as far as this one understands it.'],
      opened: 1,
    });
  });

  it('that is damaged is not opened, and the page says so', async () => {
    expect(await said('t.gateglass.json', file.slice(0, -20))).toEqual({
      told: ['t.gateglass.json is damaged and was not opened.'],
      opened: 0,
    });
  });
});
