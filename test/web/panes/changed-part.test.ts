// What differs within a line, printed with brackets around it.
import { expect, it } from 'vitest';
import { changedPart } from '../../../web/panes/compare/changed-part.ts';

const print = (text: string, other: string): string | undefined => {
  const parts = changedPart(text, other);
  return parts === undefined ? undefined : `${parts.start}[${parts.changed}]${parts.end}`;
};

it.each([
  ['port: 8080', 'port: 9080', 'port: [8]080'],
  ['- { host: a:80, weight: 9 }', '- { host: a:80, weight: 10 }', '- { host: a:80, weight: [9] }'],
  ['- name: shop', '- name: shopping', '- name: shop[]'],
  ['- name: shopping', '- name: shop', '- name: shop[ping]'],
  ['title: "\u{1F600} a"', 'title: "\u{1F601} a"', 'title: "[\u{1F600}] a"'],
  ['retries: 3', '- mirror: {}', undefined],
])('%s beside %s', (text, other, expected) => {
  expect(print(text, other)).toBe(expected);
});
