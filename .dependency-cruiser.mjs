/** Who may import whom. Kept by test/architecture/imports.test.ts. */
const only = (name, from, allowed, pathNot) => ({
  name,
  severity: 'error',
  from: { path: from, ...(pathNot ? { pathNot } : {}) },
  to: { path: '^(bin|client|lib|functions|shared|local|test|bench)/', pathNot: allowed },
})

const monopoly = (name, packages, owners) => ({
  name,
  severity: 'error',
  from: { path: '^(lib|functions|shared)/', pathNot: owners },
  to: { path: packages, dependencyTypesNot: ['type-only'] },
})

const verbs = '^shared/(account|publishing|connections|assets|generations|insights|notifications)/'
const ground =
  '^shared/(domain|platforms|storage|messaging|security|account|publishing|connections|assets|generations|insights|notifications)/'

export default {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: { path: '^(bin|client|lib|functions|shared|local)/' },
      to: { circular: true },
    },
    only('domain-is-alone', '^shared/domain/', '^shared/domain/'),
    {
      name: 'domain-needs-zod-only',
      severity: 'error',
      from: { path: '^shared/domain/' },
      to: { path: 'node_modules', pathNot: 'node_modules/zod/' },
    },
    {
      name: 'functions-load-zod-mini-only',
      severity: 'error',
      from: { path: '^(functions|shared)/' },
      to: { path: 'node_modules/zod/', pathNot: 'node_modules/zod/(mini|locales)/' },
    },
    only('contract-on-domain', '^shared/api/', '^shared/(api|domain)/'),
    only('platforms-on-domain', '^shared/platforms/', '^shared/(platforms|domain)/'),
    only('storage-on-domain', '^shared/storage/', '^shared/(storage|domain)/'),
    only('messaging-on-domain', '^shared/messaging/', '^shared/(messaging|domain)/'),
    only('security-on-domain', '^shared/security/', '^shared/(security|domain)/'),
    only('verbs', verbs, ground),
    only(
      'functions',
      '^functions/',
      '^(functions/|shared/(api|domain|runtime|storage|messaging|account|publishing|connections|assets|generations|insights|notifications)/)',
    ),
    only(
      'lib-reads-the-contract',
      '^lib/',
      '^(lib/|shared/(api|domain|storage/table-definition|runtime/(config|variables)|publishing/option-schemas))',
    ),
    only('client-knows-the-document-alone', '^client/', '^client/'),
    only('simulators-are-strangers', '^local/platforms/', '^local/(platforms/|listen)'),
    only('aws-is-a-stranger', '^local/aws/', '^local/(aws/|listen)'),
    only('orchestrator-is-a-stranger', '^local/orchestrator/', '^local/(orchestrator/|listen)'),
    only(
      'local',
      '^local/',
      '^(local/|client/|lib/bundle|functions/|shared/(api|domain|runtime|storage/table-definition))',
      '^local/(aws|platforms|orchestrator)/',
    ),
    {
      name: 'nothing-deployed-imports-local',
      severity: 'error',
      from: { path: '^(lib|functions|shared)/' },
      to: { path: '^(local|client|test|bench|bin)/' },
    },
    {
      name: 'no-platform-imports-another',
      severity: 'error',
      from: { path: '^shared/platforms/([^/]+)/' },
      to: { path: '^shared/platforms/[^/]+/', pathNot: '^shared/platforms/($1|meta)/' },
    },
    monopoly('aws-sdk', '@aws-sdk/', '^shared/(storage|messaging|security)/|^lib/environment-credentials'),
    monopoly('middy', '@middy/', '^shared/runtime/'),
    {
      name: 'cdk',
      severity: 'error',
      from: { pathNot: '^(lib/|bin/app|test/)' },
      to: { path: 'node_modules/aws-cdk-lib' },
    },
    {
      name: 'orphans',
      severity: 'error',
      from: {
        orphan: true,
        path: '^(lib|shared)/', // One file of lib is named by the build as a replacement, and imported by nobody.
        pathNot: '\\.d\\.ts$|^lib/environment-credentials',
      },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    parser: 'swc',
    exclude: { path: '\\.build|cdk\\.out' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
}
