// Names that the configuration defines, for the places that refer to them. Read from the text as it stands, whole or not.
import { type PathPart, scalarsOf } from '../../../text/typing.ts';
import type { Naming } from '../schema/kinds.ts';

export interface Named {
  readonly label: string;
  /** Where it is defined, in a few words. */
  readonly detail: string;
  readonly offset: number;
}

/** What a naming refers to, written as its place writes it (`/name` for a backend). In the order of the text, each once. */
export function namesIn(text: string, naming: Naming): readonly Named[] {
  const found = new Map<string, Named>();
  const add = (label: string, detail: string, offset: number): void => {
    if (label !== '' && !found.has(label)) found.set(label, { label, detail, offset });
  };
  const services = new Map<PathPart, { name?: string; namespace?: string; offset: number }>();
  scalarsOf(text, ({ path, value, span }) => {
    const [section, second, third, fourth, fifth] = path;
    const isName = path.at(-1) === 'name';
    switch (naming) {
      case 'backend':
        if (section === 'backends' && isName && path.length === 3) add(`/${value}`, 'a named backend', span.start);
        return;
      case 'backend alone':
        if (section === 'backends' && isName && path.length === 3) add(value, 'a named backend', span.start);
        return;
      case 'route group':
        if (section === 'routeGroups' && isName && path.length === 3) add(value, 'a route group', span.start);
        return;
      case 'gateway':
      case 'gateway alone':
        if (section !== 'gateways' || typeof second !== 'string') return;
        add(second, 'a gateway', span.start);
        if (naming === 'gateway' && third === 'listeners' && fifth === 'name' && path.length === 5)
          add(`${second}/${value}`, `listener ${String(fourth)} of ${second}`, span.start);
        return;
      case 'model':
        if (section === 'llm' && second === 'models' && fourth === 'name' && path.length === 4) add(value, 'a model', span.start);
        return;
      case 'provider':
        if (section === 'llm' && second === 'providers' && fourth === 'name' && path.length === 4) add(value, 'a provider', span.start);
        return;
      case 'route':
        if (isName && path.at(-3) === 'routes') add(value, 'a route', span.start);
        return;
      case 'service': {
        if (section !== 'services' || second === undefined || path.length !== 3) return;
        const known = services.get(second) ?? { offset: span.start };
        if (third === 'hostname') known.name = value;
        if (third === 'namespace') known.namespace = value;
        services.set(second, known);
        return;
      }
    }
  });
  for (const { name, namespace, offset } of services.values())
    if (name !== undefined && namespace !== undefined) add(`${namespace}/${name}`, 'a service', offset);
  return [...found.values()];
}
