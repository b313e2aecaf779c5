// Functions and variables that the expression may use, from the tables that the checker reads. Each example runs when it is chosen.
import { useState } from 'react';
import type { FunctionDoc, VariableDoc } from '../../../src/protocol/engine.ts';
import { useExpressionProfile } from '../../queries/use-evaluation.ts';
import { useFunctions } from '../../queries/use-functions.ts';
import { useApp } from '../../state/store.ts';
import './functions.css';

export function FunctionsPane() {
  const profile = useExpressionProfile() ?? 'cel';
  const [wanted, setWanted] = useState('');
  const found = useFunctions(profile);
  const word = wanted.trim().toLowerCase();
  const fits = (...texts: readonly string[]) => word === '' || texts.some((text) => text.toLowerCase().includes(word));
  const variables = (found.data?.variables ?? []).filter((row) => fits(row.name, row.doc));
  const isCalled = (row: FunctionDoc) => row.name.toLowerCase().includes(word);
  // What is called so comes before what only speaks of it.
  const functions = (found.data?.functions ?? [])
    .filter((row) => fits(row.name, row.doc, row.library))
    .toSorted((a, b) => Number(!isCalled(a)) - Number(!isCalled(b)));
  return (
    <div className="functions" id="expression" role="tabpanel" aria-label="Functions">
      <div className="functions-search">
        <input
          type="search"
          aria-label="Search functions and variables"
          placeholder={`Search ${found.data?.title ?? profile}`}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
        <span className="quiet" role="status">
          {found.isPending ? 'Loading …' : countOf(functions.length, 'function') + ', ' + countOf(variables.length, 'variable')}
        </span>
      </div>
      {found.error !== null && <p className="fault">{found.error.message.split('\n')[0]}</p>}
      {variables.length > 0 && (
        <>
          <h2>Variables</h2>
          <dl>
            {variables.map((variable) => (
              <Variable key={variable.name} variable={variable} />
            ))}
          </dl>
        </>
      )}
      {functions.length > 0 && (
        <>
          <h2>Functions</h2>
          <dl>
            {functions.map((one) => (
              <FunctionEntry key={`${one.library} ${one.name} ${one.signatures[0] ?? ''}`} one={one} />
            ))}
          </dl>
        </>
      )}
      {found.data !== undefined && functions.length === 0 && variables.length === 0 && (
        <p className="soft">Nothing is called {wanted} here.</p>
      )}
    </div>
  );
}

const countOf = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

function Variable({ variable }: { readonly variable: VariableDoc }) {
  const { edit } = useApp((state) => state.expressions);
  const { showLower } = useApp((state) => state.view);
  const use = () => {
    edit(variable.example ?? variable.name);
    showLower('expression');
  };
  return (
    <div>
      <dt>
        <button type="button" className="link mono" onClick={use}>
          {variable.name}
        </button>{' '}
        <span className="chip mono">{variable.type}</span>
        {variable.phases !== undefined && variable.phases.length > 0 && <span className="quiet"> in {variable.phases.join(', ')}</span>}
      </dt>
      <dd className="soft">{variable.doc}</dd>
    </div>
  );
}

function FunctionEntry({ one }: { readonly one: FunctionDoc }) {
  const { edit } = useApp((state) => state.expressions);
  const { showLower } = useApp((state) => state.view);
  return (
    <div>
      <dt>
        <code>{one.name}</code> <span className="quiet">{one.library}</span>
      </dt>
      <dd>
        <p className="soft">{one.doc}</p>
        {one.signatures.map((signature) => (
          <code key={signature} className="signature">
            {signature}
          </code>
        ))}
        {one.examples.map(({ expression, result }) => (
          <button
            key={expression}
            type="button"
            className="link mono example"
            title="Take it into the expression"
            onClick={() => {
              edit(expression);
              showLower('expression');
            }}
          >
            {expression} <span className="quiet">→ {result}</span>
          </button>
        ))}
      </dd>
    </div>
  );
}
