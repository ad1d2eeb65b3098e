#!/usr/bin/env node
import { Command } from 'commander'
import { auditVerify } from './audit-verify.ts'
import { build } from './build.ts'
import { runCommandLine } from './command-line.ts'
import { doctor } from './doctor.ts'
import { migrate } from './migrate.ts'
import { passwordHash } from './password-hash.ts'
import { start } from './start.ts'

const program = new Command('pm-bot')
  .description('Control plane for agents that work on your repositories.')
  .showHelpAfterError()

program
  .command('start')
  .description('start everything in one process: page, api, worker and scheduler')
  .option('--port <port>', 'instead of PMBOT_PORT')
  .option('--json', 'print the address as one line of JSON')
  .action(start)

program
  .command('migrate')
  .description('bring the database up to date and exit')
  .option(
    '--runtime-role <role>',
    'let this Postgres role run pm-bot, and do nothing else (repeat after upgrades)',
  )
  .option('--json', 'print the result as one line of JSON')
  .action(migrate)

program.command('build').description('build the page, for api processes of their own to serve').action(build)

program
  .command('doctor')
  .description(
    'look at all that pm-bot needs, and say what to do; changes nothing; exit code 1 when there is a problem',
  )
  .option('--json', 'print the findings as one line of JSON')
  .action(doctor)

program
  .command('audit')
  .description('the audit trail')
  .command('verify')
  .description('recompute the audit chain; exit code 1 when it was tampered with')
  .option('--json', 'print the verdict as one line of JSON')
  .action(auditVerify)

program
  .command('password')
  .description('the password to sign in with')
  .command('hash')
  .description('print what PMBOT_PASSWORD_HASH takes; asks for the password, or reads it from standard input')
  .option('--json', 'print it as one line of JSON')
  .action(passwordHash)

await runCommandLine(program)
