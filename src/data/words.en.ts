// What the data layer could not do, in English.
import type { words as zh } from './words.zh.ts';

export const words = {
  'problem.database-binaries-missing':
    'There is no PostgreSQL for {platform} here. Install PostgreSQL 15 or newer first.',
  'problem.database-binaries-broken': 'The PostgreSQL in {directory} does not run: {message}',
  'problem.database-too-old': 'PostgreSQL {version} is too old. It must be 15 or newer.',
  'problem.database-other-major': 'The data is of PostgreSQL {data}, here is {program}. Install {data}.',
  'problem.database-encoding': 'The database is encoded in {encoding}. It must be UTF8.',
  'problem.database-user-missing': 'Make the system user {user} first. PostgreSQL cannot run as root.',
  'problem.database-start-failed': 'The database did not start: {message}',
  'problem.database-unreachable': 'The database cannot be reached. Try again in a while.',
  'problem.database-refused': 'The database refuses to sign us in. Check address and password.',
  'problem.database-busy': 'It is too busy now. Try again in a while.',
  'problem.database-full': "The database's disk is full. This was not saved.",
  'problem.database-read-only': 'The database can only be read now, not changed.',
  'problem.database-damaged': 'The database files are damaged. Restore from a backup.',
  'problem.database-files-missing':
    "The database's files are no longer in {directory}. Put them back, or restore from a backup.",
  'problem.database-role-missing': 'The role to sign in with cannot be made: {reason}. Set APP_DATABASE_URL.',
  'problem.database-role-too-strong': 'The role {role} may do too much. Give an ordinary role.',
  'problem.database-grant-missing': "Let the database's administrator run first: {grant}",

  'problem.data-directory-busy': 'Several servers are opening {directory} at this moment; try again.',
  'problem.data-directory-in-use': '{directory} is used by another server (process {pid}).',
  'problem.data-directory-read-only': '{directory} cannot be written.',
  'problem.data-directory-full': 'The disk of {directory} is full. Make room first.',
  'problem.data-directory-no-directory': '{directory} is not a directory.',
  'problem.data-directory-unknown': 'The version number in {directory} cannot be read.',
  'problem.data-directory-unreachable': 'The user {user} cannot come into {directory}. Choose another place.',
  'problem.data-directory-copied': '{directory} is a copy of {original}. The two cannot share a database.',
  'problem.data-newer': 'The data is newer than this program. Update the program first.',

  'problem.migration-changed': 'The upgrade {name} was changed. Use the program it came with.',
  'problem.migration-failed': 'The upgrade {name} failed and changed nothing: {message}',

  'problem.transaction-failed': 'One step failed, so nothing was saved.',
  'problem.backup-exists': '{directory} is there already; a backup overwrites nothing.',
  'problem.backup-missing': 'There is no backup in {directory}.',
  'problem.backup-unreadable': 'The manifest in {directory} cannot be read.',
  'problem.backup-altered': '{file} of the backup is missing or was altered; it was not put back.',
  'problem.data-directory-not-empty': '{directory} is not empty. A backup is put back into an empty directory only.',
  'problem.transaction-over': 'This step came too late and was not saved.',
  'problem.row-count': 'There should be one row, but there are {count}.',
  'problem.number-too-large': 'The number is too large to be read exactly.',
  'problem.scope-invalid': 'It is not clear who reads. Nothing was read.',
} satisfies Record<keyof typeof zh, string>;
