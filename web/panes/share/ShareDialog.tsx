// Sharing: a link, Markdown, an embed, or a file. What looks secret is named and left out unless a person keeps it.
import { useMemo, useState } from 'react';
import { type Encoded, encode, MAX_ENCODED, stateFragment, writeFile } from '../../../src/permalink/index.ts';
import { findSecrets, redact } from '../../../src/permalink/secrets/index.ts';
import type { EmbedOptions } from '../../../src/protocol/embed.ts';
import { useLowered } from '../../queries/use-lowered.ts';
import { sharedStateOf } from '../../state/shared.ts';
import { useApp, useAppStore } from '../../state/store.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { CopyText } from './CopyText.tsx';
import { download, fileName } from './download.ts';
import { EmbedChoices } from './EmbedChoices.tsx';
import { LengthMeter } from './LengthMeter.tsx';
import { Secrets } from './Secrets.tsx';
import { iframeOf, markdownOf, pageAddress } from './snippets.ts';
import './share.css';

const FORMS = [
  { id: 'link', label: 'Link' },
  { id: 'markdown', label: 'Markdown' },
  { id: 'embed', label: 'Embed' },
  { id: 'file', label: 'File' },
] as const;
type Form = (typeof FORMS)[number]['id'];

const tooLong = ({ of, length }: Extract<Encoded, { kind: 'too-long' }>): string =>
  of === 'link'
    ? `This is too long for a link: ${length.toLocaleString('en')} characters, of at most ${MAX_ENCODED.toLocaleString('en')}.`
    : `This is too much for a link: ${(length / 1e6).toFixed(1)} MB of text.`;

/** `copyNow`: opened by the key that copies; the link is copied unless there are secrets to decide about. */
export function ShareDialog({ copyNow }: { readonly copyNow: boolean }) {
  const store = useAppStore();
  const { open } = useApp((state) => state.view);
  const unknown = useApp((state) => state.unknown);
  const rules = useLowered().data?.lowered.profile;
  const [content] = useState(() => sharedStateOf(store.getState(), rules));
  const [form, setForm] = useState<Form>('link');
  const [embed, setEmbed] = useState<EmbedOptions>({ view: 'decision', theme: 'auto', readOnly: false });
  const [kept, setKept] = useState<ReadonlySet<string>>(new Set());
  const [withEnv, setWithEnv] = useState(true);
  const chosen = useMemo(() => (withEnv ? content : { ...content, env: {} }), [content, withEnv]);
  const secrets = useMemo(() => findSecrets(chosen), [chosen]);
  const shared = useMemo(() => redact(chosen, kept), [chosen, kept]);
  const encoded = useMemo(() => encode(shared, unknown), [shared, unknown]);
  const fragment = encoded.kind === 'link' ? stateFragment(encoded.text) : undefined;
  const address = fragment === undefined ? undefined : pageAddress() + fragment;
  const title = content.title === '' ? 'Gateglass' : content.title;
  const toFile = () => download(fileName(title), writeFile(shared, unknown));
  const onCopied = () => fragment !== undefined && history.replaceState(null, '', fragment);

  return (
    <Dialog title="Share" onClose={() => open(undefined)} className="share">
      <Secrets secrets={secrets} kept={kept} onKeep={setKept} />
      {Object.keys(content.env).length > 0 && (
        <label className="check">
          <input type="checkbox" checked={withEnv} onChange={(event) => setWithEnv(event.target.checked)} />
          Include environment variables ({Object.keys(content.env).join(', ')})
        </label>
      )}
      <div className="bar share-forms">
        <Tabs
          label="Form"
          tabs={FORMS}
          selected={form}
          controls="share-form"
          onSelect={(id) => setForm(FORMS.find((known) => known.id === id)?.id ?? 'link')}
        />
      </div>
      <div id="share-form" role="tabpanel" aria-label={FORMS.find(({ id }) => id === form)?.label} className="share-form">
        {form === 'file' ? (
          <>
            <p className="soft">Everything in one file. It is opened by dropping it on the page, or with “Open files”.</p>
            <div className="row">
              <button type="button" className="primary" onClick={toFile}>
                Download {fileName(title)}
              </button>
            </div>
          </>
        ) : address === undefined ? (
          <>
            <p className="fault">{encoded.kind === 'too-long' && tooLong(encoded)} A file holds all of it.</p>
            <div className="row">
              <button type="button" className="primary" onClick={toFile}>
                Download {fileName(title)}
              </button>
            </div>
          </>
        ) : (
          <>
            {form === 'embed' && <EmbedChoices options={embed} onChange={setEmbed} />}
            <CopyText
              key={form}
              label={FORMS.find(({ id }) => id === form)?.label ?? ''}
              text={form === 'link' ? address : form === 'markdown' ? markdownOf(title, address) : iframeOf(title, fragment ?? '', embed)}
              copyNow={copyNow && form === 'link' && secrets.length === 0}
              onCopied={onCopied}
            />
            {form !== 'embed' && <LengthMeter length={address.length} />}
          </>
        )}
      </div>
      <p className="quiet">
        {form === 'file'
          ? 'The file is made in this page: nothing is sent.'
          : 'The content is in the link itself, behind the #: it reaches no server.'}
      </p>
    </Dialog>
  );
}
