// A call of a language model as people think of it: model and prompt. It writes the JSON body that the gateway sees.
import { useId } from 'react';
import { type LlmApi, type LlmCall, readLlmCall, writeLlmCall } from '../../../src/http/calls/llm-call.ts';
import type { NamedRequest } from '../../state/requests.ts';
import { useApp } from '../../state/store.ts';
import { ReadField } from './fields.tsx';

const FIRST: LlmCall = { api: 'openai', model: 'gpt-4o-mini', system: '', prompt: 'Hello', stream: false };
const APIS: Readonly<Record<LlmApi, string>> = { openai: 'OpenAI chat completions', anthropic: 'Anthropic messages' };

const anyText = (text: string) => ({ ok: true, value: text }) as const;

export function LlmPart({ row }: { readonly row: NamedRequest }) {
  const id = useId();
  const { change } = useApp((state) => state.requests);
  const call = readLlmCall(row.request);
  const write = (part: Partial<LlmCall>) => writeLlmCall({ ...(call ?? FIRST), ...part }, row.request);
  if (call === undefined)
    return (
      <div className="field">
        <p className="quiet">This request calls no model.</p>
        <button type="button" className="outlined" onClick={() => change(row.id, write({}), { body: undefined })}>
          Make it a model call
        </button>
      </div>
    );
  return (
    <>
      <div className="field">
        <label htmlFor={id}>Form</label>
        <select
          id={id}
          value={call.api}
          onChange={(event) => change(row.id, write({ api: event.target.value as LlmApi }), { body: undefined })}
        >
          {Object.entries(APIS).map(([api, title]) => (
            <option key={api} value={api}>
              {title}
            </option>
          ))}
        </select>
      </div>
      <ReadField
        row={row}
        name="llm-model"
        label="Model"
        text={call.model}
        read={anyText}
        write={(model) => ({ ...write({ model: model ?? '' }) })}
      />
      <ReadField
        row={row}
        name="llm-system"
        label="System prompt"
        rows={2}
        text={call.system}
        read={anyText}
        write={(system) => ({ ...write({ system: system ?? '' }) })}
      />
      <ReadField
        row={row}
        name="llm-prompt"
        label="Prompt"
        rows={4}
        text={call.prompt}
        read={anyText}
        write={(prompt) => ({ ...write({ prompt: prompt ?? '' }) })}
      />
      <label className="check">
        <input
          type="checkbox"
          checked={call.stream}
          onChange={(event) => change(row.id, write({ stream: event.target.checked }), { body: undefined })}
        />
        Streamed answer
      </label>
    </>
  );
}
