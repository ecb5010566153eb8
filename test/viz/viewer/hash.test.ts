import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatHash, parseHash, viewNames } from '../../../src/viz/viewer/hash.ts';
import { initial, type State } from '../../../src/viz/viewer/state.ts';

const names = ['logical', 'acl', 'acl.2'];

const id = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
const ids = fc.array(id, { maxLength: 4 }).map((all) => new Set(all));
const place = fc.integer({ min: -99_999, max: 99_999 });

const states: fc.Arbitrary<State> = fc.record({
  view: fc.integer({ min: 0, max: 2 }),
  focus: fc.option(fc.oneof(fc.record({ node: id }), fc.record({ node: id, part: id })), { nil: undefined }),
  open: ids,
  closed: ids,
  hidden: ids,
  pinned: fc
    .array(fc.tuple(id, fc.record({ x: place, y: place })), { maxLength: 4 })
    .map((all) => new Map(all)),
  found: fc.array(fc.tuple(id, id), { maxLength: 4 }).map((all) => new Map(all)),
  around: fc.option(fc.record({ node: id, hops: fc.integer({ min: 1, max: 4 }) }), { nil: undefined }),
  centre: fc.option(fc.record({ x: place, y: place, k: fc.constantFrom(0.01, 0.5, 1, 2.25) }), {
    nil: undefined,
  }),
  query: fc.string({ unit: 'grapheme', maxLength: 20 }),
  step: fc.option(fc.nat(999), { nil: undefined }),
  theme: fc.constantFrom('auto', 'light', 'dark'),
  list: fc.boolean(),
});

describe('a link', () => {
  it('says all of a state', () => {
    fc.assert(
      fc.property(states, (state) => {
        expect(parseHash(`#${formatHash(state, names)}`, names)).toEqual(state);
      }),
    );
  });

  it('that is broken is what can be read of it, and never an error', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.webFragments()), (hash) => {
        expect(parseHash(hash, names).view).toBe(0);
      }),
    );
  });

  it.each([
    ['', initial],
    ['#view=acl.2', { ...initial, view: 2 }],
    ['#view=nothing', initial],
    ['#focus=a%2Fb&part=c', { ...initial, focus: { node: 'a/b', part: 'c' } }],
    ['#pin=a:1:2,b:x:3,:1:2', { ...initial, pinned: new Map([['a', { x: 1, y: 2 }]]) }],
    ['#found=a%3A:b,c,:d,e:', { ...initial, found: new Map([['a:', 'b']]) }],
    ['#zoom=1:2:0', initial],
    ['#zoom=1:2:Infinity', initial],
    ['#around=a:5', initial],
    ['#step=0', initial],
    ['#step=2', { ...initial, step: 1 }],
    ['#theme=<b>', initial],
    ['#open=%E0%A4%A,a', { ...initial, open: new Set(['a']) }],
  ] as [string, State][])('%s', (hash, state) => expect(parseHash(hash, names)).toEqual(state));

  it('leaves out an id with half a surrogate', () => {
    const state = { ...initial, open: new Set(['\ud800', 'a']), focus: { node: '\udc00' } };
    expect(formatHash(state, names)).toBe('open=a');
  });

  it('numbers views of one name', () => {
    expect(viewNames([{ view: 'acl' }, { view: 'lb' }, { view: 'acl' }])).toEqual(['acl', 'lb', 'acl.2']);
  });
});
