// The store: what a person types or chooses, replayable, and never what is computed.
import { describe, expect, it } from 'vitest';
import { initialState } from '../../../src/permalink/fields.ts';
import { putBackLast } from '../../../web/app/put-back.ts';
import { memoryDrafts } from '../../../web/state/drafts.ts';
import { DEFAULT_SETTINGS, readSettings } from '../../../web/state/settings.ts';
import { sharedStateOf } from '../../../web/state/shared.ts';
import { createAppStore } from '../../../web/state/store.ts';

const fresh = () => createAppStore(DEFAULT_SETTINGS);
const content = {
  ...initialState,
  title: 'T',
  files: [{ name: 'a.yaml', text: 'a: 1\r\nb: 2' }],
  requests: [
    { name: 'one', request: { path: '/1' } },
    { name: 'two', request: { path: '/2' } },
  ],
  selected: 1,
  expression: 'x',
};

describe('the workspace', () => {
  it('gives back what it was given, with plain line ends', () => {
    const store = fresh();
    store.getState().workspace.load(content, { kind: 'link' });
    expect(sharedStateOf(store.getState())).toEqual({ ...content, files: [{ name: 'a.yaml', text: 'a: 1\nb: 2' }] });
  });

  it('changes its revision with every text, and its document only with another content', () => {
    const store = fresh();
    store.getState().workspace.load(content, { kind: 'link' });
    const { revision, document } = store.getState();
    store.getState().workspace.edit('a.yaml', 'c');
    expect(store.getState().revision).toBe(revision + 1);
    expect(store.getState().document).toBe(document);
    store.getState().workspace.load(content, { kind: 'link' });
    expect(store.getState().document).toBe(document + 1);
  });

  it('takes the title of an example away when another text is pasted over it, and only then', () => {
    const store = fresh();
    const text = 'binds:\n- port: 8080\n  listeners:\n  - name: web\n    routes: []\n';
    store.getState().workspace.load({ ...content, files: [{ name: 'a.yaml', text }] }, { kind: 'example', slug: 'x' });
    store.getState().workspace.edit('a.yaml', text.replace('8080', '9090'));
    expect(store.getState().title).toBe('T');
    store.getState().workspace.edit('a.yaml', text);
    store.getState().workspace.edit('a.yaml', text.slice(0, text.indexOf('    routes')));
    expect(store.getState().title).toBe('T');
    store.getState().workspace.edit('a.yaml', 'static_resources:\n  clusters:\n  - name: one\n    connect_timeout: 1s\n');
    expect(store.getState()).toMatchObject({ title: '', note: '', origin: { kind: 'import' } });
  });

  it('takes it away too when a few words are typed over the whole text', () => {
    const store = fresh();
    const text = 'binds:\n- port: 8080\n  listeners:\n  - name: web\n    routes: []\n';
    store.getState().workspace.load({ ...content, files: [{ name: 'a.yaml', text }] }, { kind: 'example', slug: 'x' });
    store.getState().workspace.edit('a.yaml', 'binds: []\n');
    expect(store.getState()).toMatchObject({ title: '', note: '', origin: { kind: 'import' } });
  });

  it('keeps file names apart', () => {
    const { workspace } = fresh().getState();
    const store = fresh();
    workspace.addFile({ name: 'gateway.yaml', text: '' });
    store.getState().workspace.addFile({ name: 'gateway.yaml', text: 'x' });
    expect(store.getState().files.map((file) => file.name)).toEqual(['gateway.yaml', 'gateway-2.yaml']);
    store.getState().workspace.renameFile('gateway-2.yaml', 'gateway.yaml');
    expect(store.getState().files.map((file) => file.name)).toEqual(['gateway.yaml', 'gateway-2.yaml']);
  });

  it('puts a file back where it was, under another name when its own was taken meanwhile', () => {
    const store = fresh();
    const files = [
      { name: 'a.yaml', text: '1' },
      { name: 'b.yaml', text: '2' },
    ];
    store.getState().workspace.load({ ...content, files }, { kind: 'link' });
    store.getState().workspace.removeFile('a.yaml');
    expect(store.getState().activeFile).toBe('b.yaml');
    store.getState().workspace.renameFile('b.yaml', 'a.yaml');
    expect(putBackLast(store.getState())).toBe(true);
    expect(store.getState()).toMatchObject({ activeFile: 'a-2.yaml', files: [{ name: 'a-2.yaml', text: '1' }, { name: 'a.yaml' }] });
  });

  it('offers nothing of one content to put back into another', () => {
    const store = fresh();
    store.getState().workspace.load(content, { kind: 'link' });
    store.getState().requests.remove(store.getState().selectedRequest);
    store.getState().workspace.load(content, { kind: 'link' });
    expect(store.getState().notices).toEqual([]);
  });

  it('reads names that every object inherits as plain names', () => {
    const store = fresh();
    store.getState().workspace.load(
      {
        ...content,
        files: [
          { name: '__proto__', text: 'x' },
          { name: 'constructor', text: 'y' },
        ],
      },
      { kind: 'link' },
    );
    store.getState().workspace.edit('__proto__', 'z');
    expect(store.getState().files).toEqual([
      { name: '__proto__', text: 'z' },
      { name: 'constructor', text: 'y' },
    ]);
  });
});

describe('requests', () => {
  it('are added, copied, moved and taken away; one always stays', () => {
    const store = fresh();
    store.getState().workspace.load(content, { kind: 'link' });
    const { requests } = store.getState();
    const names = () => store.getState().requestList.map((row) => row.name);
    const chosen = () => store.getState().selectedRequest;
    requests.duplicate(chosen());
    expect(names()).toEqual(['one', 'two', 'two 2']);
    requests.move(chosen(), -1);
    expect(names()).toEqual(['one', 'two 2', 'two']);
    for (let i = 0; i < 5; i++) requests.remove(chosen());
    expect(names().length).toBe(1);
    expect(store.getState().requestList.some((row) => row.id === chosen())).toBe(true);
  });

  it('come back to their place when they were taken away, chosen, and with what was typed', () => {
    const store = fresh();
    store.getState().workspace.load(content, { kind: 'link' });
    const [first] = store.getState().requestList;
    if (first === undefined) throw new Error('no request');
    store.getState().requests.change(first.id, {}, { address: 'http://' });
    store.getState().requests.remove(first.id);
    expect(store.getState().requestList.map((row) => row.name)).toEqual(['two']);
    expect(store.getState().notices).toMatchObject([{ text: 'Request one was removed.' }]);
    expect(putBackLast(store.getState())).toBe(true);
    expect(store.getState().requestList).toMatchObject([{ name: 'one', typed: { address: 'http://' } }, { name: 'two' }]);
    expect(store.getState()).toMatchObject({ selectedRequest: first.id, notices: [] });
    expect(putBackLast(store.getState())).toBe(false);
  });

  it('keep what cannot be read beside the last good value', () => {
    const store = fresh();
    const id = store.getState().selectedRequest;
    store.getState().requests.change(id, {}, { address: 'http://' });
    const [row] = store.getState().requestList;
    expect(row?.typed).toEqual({ address: 'http://' });
    expect(row?.request.host).toBe('example.com');
    store.getState().requests.change(id, { host: 'a.test' }, { address: undefined });
    expect(store.getState().requestList[0]).toMatchObject({ typed: {}, request: { host: 'a.test' } });
  });

  it('are not asked again for a name or another tab', () => {
    const store = fresh();
    store.getState().workspace.load(content, { kind: 'link' });
    const { requestsRevision, selectedRequest } = store.getState();
    store.getState().requests.rename(selectedRequest, 'new');
    store.getState().requests.choose(store.getState().requestList[0]?.id ?? '');
    expect(store.getState().requestsRevision).toBe(requestsRevision);
  });
});

describe('settings', () => {
  const stored = (text: string) => readSettings(() => ({ getItem: () => text }) as unknown as Storage);
  it.each(['', 'null', '7', '{"theme":"pink","layouts":{"a":{"b":"c"},"d":null}}', '{"layouts":[1]}'])('%s falls back', (text) => {
    expect(stored(text)).toMatchObject({ theme: 'system', editor: 'auto' });
  });
  it('are the defaults where storage is blocked', () => {
    expect(
      readSettings(() => {
        throw new DOMException('blocked');
      }),
    ).toEqual(DEFAULT_SETTINGS);
  });
});

it('two stores share nothing', () => {
  const [a, b] = [fresh(), fresh()];
  a.getState().workspace.edit('gateway.yaml', 'x');
  expect(b.getState().files[0]?.text).toBe('');
});

it('drafts in memory are listed newest first', async () => {
  const drafts = memoryDrafts();
  for (const [id, savedAt] of [
    ['a', 1],
    ['b', 3],
    ['c', 2],
  ] as const)
    await drafts.write({ id, savedAt, state: content, typed: [] });
  expect((await drafts.list()).map((row) => row.id)).toEqual(['b', 'c', 'a']);
  await drafts.remove('b');
  expect((await drafts.read('b')) === undefined && (await drafts.list()).length === 2).toBe(true);
});
