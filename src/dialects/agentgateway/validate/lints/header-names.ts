// Names in header modifiers that are no header names: the loader takes them, every request then fails.
import { child, entries, items, textOf } from '../../read/at.ts';
import { isHeaderName } from '../../read/header-name.ts';
import { placeOfAt, structsNamed } from '../rules/places.ts';
import type { AgwLint } from './lint.ts';

export const headerNameLint: AgwLint = ({ structs, top, report }) => {
  for (const at of structsNamed(structs, top.file, 'header modifier'))
    for (const key of ['add', 'set'])
      for (const [name, value] of entries(child(at, key)))
        if (!isHeaderName(name)) report.add('agentgateway/bad-header-name', placeOfAt(value), { name });
  for (const at of structsNamed(structs, top.file, 'header modifier'))
    for (const item of items(child(at, 'remove'))) {
      const name = textOf(item);
      if (name !== undefined && !isHeaderName(name)) report.add('agentgateway/bad-header-name', placeOfAt(item), { name });
    }
};
