// The rooms of the house, lowest first. A folder imports from the rooms that stand before it, and only
// through their index.ts, which is their face.
const rooms = {
  text: [],
  ovsdb: ['text'],
  host: ['text', 'ovsdb'],
  neutron: ['text'],
  model: ['text', 'ovsdb', 'host', 'neutron'],
  flows: ['text', 'model', 'ovsdb', 'host'],
  audit: ['text', 'flows', 'model', 'neutron', 'ovsdb', 'host'],
  viz: ['text', 'flows', 'audit', 'model'],
  cli: ['text', 'ovsdb', 'host', 'neutron', 'model', 'flows', 'audit', 'viz'],
};

const upward = Object.entries(rooms).map(([room, may]) => ({
  name: `${room}-imports-down-only`,
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: { path: '^src/', pathNot: `^src/(${[room, ...may].join('|')})/` },
}));

const faces = Object.keys(rooms).map((room) => ({
  name: `${room}-by-its-face`,
  severity: 'error',
  from: { path: '^src/', pathNot: `^src/${room}/` },
  to: { path: `^src/${room}/`, pathNot: `^src/${room}/index\\.ts$` },
}));

export default {
  forbidden: [
    {
      name: 'no-cycle',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'source-knows-no-tests',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|bench|scripts)/' },
    },
    {
      name: 'pure-core',
      comment: 'Effects stay at the edge: pictures and model never touch the machine.',
      severity: 'error',
      from: { path: '^src/(viz|model|flows|audit|text)/' },
      to: { dependencyTypes: ['core'] },
    },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    ...upward,
    ...faces,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.js'] },
  },
};
