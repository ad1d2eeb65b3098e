/** Every setting, as `.env.example` documents it. A new one is added here and nowhere else. */
export const SETTINGS = {
  PMBOT_HOST: {
    description: 'Address to listen on. Anything but loopback needs PMBOT_PASSWORD.',
    default: '127.0.0.1',
  },
  PMBOT_PORT: { description: 'Port to listen on; 0 takes any free one.', default: '7070' },
  PMBOT_PUBLIC_URL: {
    description:
      'Address that browsers use when it is not http://<host>:<port>, e.g. behind a reverse proxy.',
    default: '',
  },
  PMBOT_TRUSTED_PROXIES: {
    description:
      'Reverse proxies whose X-Forwarded-For and X-Forwarded-Host are believed: addresses or CIDRs, with commas between.',
    default: '',
  },
  PMBOT_DATA_DIR: { description: 'Directory that holds everything pm-bot keeps.', default: './data' },
  DATABASE_URL: {
    description: 'postgres://user:password@host:port/database. Empty: one SQLite file in the data directory.',
    default: '',
    secret: true,
  },
  PMBOT_PASSWORD: {
    description: "The operator's password, at least 8 characters. Empty: no sign-in, on loopback only.",
    default: '',
    secret: true,
  },
  PMBOT_METRICS_TOKEN: {
    description:
      'With a password set, whoever sends this as a bearer token may read /metrics; at least 16 characters.',
    default: '',
    secret: true,
  },
  PMBOT_PASSWORD_HASH: {
    description:
      'Instead of the password: what `npm run pm-bot -- password hash` prints, in single quotes because it holds $.',
    default: '',
    secret: true,
  },
  GITHUB_TOKEN: {
    description:
      'Personal access token of GitHub; docs/github.md lists what it must be allowed. Empty: public repositories, read only.',
    default: '',
    secret: true,
  },
  GITHUB_APP_ID: {
    description: 'Instead of a token: the id of a GitHub App that is installed where your repositories are.',
    default: '',
  },
  GITHUB_APP_PRIVATE_KEY_FILE: {
    description: "Path of the App's private key, a .pem file that only your user can read.",
    default: '',
  },
  GITHUB_API_URL: {
    description: 'Of GitHub Enterprise Server: https://<host>/api/v3.',
    default: 'https://api.github.com',
  },
  GITHUB_WEBHOOK_SECRET: {
    description:
      'Secret of the webhooks that GitHub sends to /webhooks/github; two with a comma between while it is changed. Empty: none are taken.',
    default: '',
    secret: true,
  },
  PMBOT_SYNC_INTERVAL_SECONDS: {
    description:
      'How often a GitHub repository is looked at: sooner after a change, later when all is quiet.',
    default: '300',
  },
  PMBOT_MODEL: {
    description:
      'Model of agents, as provider:model, e.g. openai:gpt-5, anthropic:claude-sonnet-4-5 or ollama:qwen3. Empty: agents that need one are refused unless their run names it.',
    default: '',
  },
  OPENAI_API_KEY: { description: 'Key for models of openai.', default: '', secret: true },
  OPENAI_BASE_URL: {
    description: 'Any server that speaks like OpenAI, e.g. http://127.0.0.1:1234/v1 of LM Studio.',
    default: 'https://api.openai.com/v1',
  },
  ANTHROPIC_API_KEY: { description: 'Key for models of anthropic.', default: '', secret: true },
  OLLAMA_BASE_URL: { description: 'Where Ollama listens.', default: 'http://127.0.0.1:11434' },
  PMBOT_MODEL_CONCURRENCY: {
    description: 'Calls of one provider of models under way at once, over all runs and workers.',
    default: '4',
  },
  PMBOT_GRAPHS_FILE: {
    description:
      'A langgraph.json whose graphs runs may use beside those of pm-bot. Their code runs in the worker with all that the worker may: install what you trust.',
    default: '',
  },
  HTTPS_PROXY: {
    description:
      'Proxy on the way to GitHub and to models: http://[user:password@]host:port. The lower-case name is taken as well.',
    default: '',
    secret: true,
  },
  HTTP_PROXY: {
    description: 'The same for addresses with http, as of a model on another machine at home.',
    default: '',
    secret: true,
  },
  NO_PROXY: {
    description: 'Hosts that are reached without the proxy, with commas between.',
    default: '',
  },
  NODE_EXTRA_CA_CERTS: {
    description:
      'File of PEM certificates that are trusted besides those of the system: of Enterprise Server, of a model at home, or of a proxy that opens TLS. SSL_CERT_FILE or GIT_SSL_CAINFO is taken where this is empty.',
    default: '',
  },
  PMBOT_WORKER_CONCURRENCY: { description: 'Runs under way at once in one worker.', default: '2' },
  PMBOT_CLI_AGENT_HOME: {
    description:
      'Absolute path of the home that agents on the command line (cli_agent/v1) get, with their own login in it; they read and change all of it. Empty: an empty one.',
    default: '',
  },
  PMBOT_RETENTION_DAYS: {
    description: 'Days that the timeline of a finished run, finished effects and answered requests are kept.',
    default: '7',
  },
  PMBOT_RETENTION_EVENTS: {
    description: 'Timeline events kept at most; of finished runs, the oldest go first.',
    default: '10000',
  },
  PMBOT_RETENTION_ARTIFACT_DAYS: {
    description:
      'Days that logs of finished runs are kept. Bundles, patches, decisions and audit are never removed.',
    default: '90',
  },
  PMBOT_ALIVE_FILE: {
    description:
      'File that the process touches every 5 seconds while it reaches its database, for health checks. Empty: none.',
    default: '',
  },
  PMBOT_LOG_LEVEL: { description: 'fatal, error, warn, info, debug, trace or silent.', default: 'info' },
} as const satisfies Record<string, { description: string; default: string; secret?: boolean }>

export type SettingName = keyof typeof SETTINGS
