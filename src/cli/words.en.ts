// What the administrator's command says, in English.

export const words = {
  'cli.help': `zd serve      --port N --host ADDRESS --data DIR --demo --empty
zd verify     --witness BLOCK:ROOT        is the journal unaltered?
zd erase      find DOOR | household|member|visit|question|errand|dispute|case ID --reason TEXT --decision TEXT --yes | again FILE   on a lawful request
zd import     KIND FILE --preview         places outlines offices posts supply roster notices visits cases; undo NUMBER takes it back
zd invite     PHONE [--phone]             a one-time code to sign in, or for a phone
zd backup     --to FOLDER                 the whole county as files, while it works
zd restore    --from BACKUP --data EMPTY   puts a backup back
zd doctor                                 is this machine fit to serve?
zd simulate   --households N --visits-per-home V --seed S   fills an empty county
zd install    --domain NAME --proxy nginx|caddy --dry-run   systemd unit and reverse proxy
zd help
All take --data DIR. Environment: ZD_DATA DATABASE_URL DIRECT_URL APP_DATABASE_URL PUBLIC_URL ZD_TRUST_PROXY ZD_LOG`,
  'cli.unknown': 'There is no command "{name}"; "zd help" lists them.',
  'cli.failed': 'It did not work: {reason}',
  'cli.demo': 'enter: open {url} and choose a room; everything in it is made up.',
  'cli.demo-password': 'enter by hand: {password} is the password of the demo desks until the next start.',
  'cli.invitations': 'First start. Open {url} and give each administrator one of these codes (7 days, once):',
  'cli.system-admin': 'system administrator  ',
  'cli.security-admin': 'security administrator',
  'cli.audit-admin': 'audit administrator   ',
  'cli.sign-in-name': '(signs in later as "{name}")',
  'cli.no-public-url': 'Phones and plates need PUBLIC_URL with https; until it is set only this machine can come in.',
  'cli.data': 'data: {place}',
  'cli.external': 'the PostgreSQL named by DATABASE_URL',
  'cli.verified': '{rows} rows in {blocks} blocks read, {erased} erased by order.',
  'cli.witness': 'last witness: {witness}',
  'cli.backed-up': 'Backed up to {place}: {files} files, {size} MB.',
  'cli.restored': 'Restored to {place} from {at}: {files} files, {rows} rows of the journal.',
  'cli.restored-erasures':
    'What erasures.jsonl beside the backup names was erased again. If the old directory has a newer one, run "zd erase again" with it; and once more when the phones have answered.',
  'cli.erased-by': '{n} rows erased by fact {by}',
  'cli.erase-none': 'Nothing is kept about a door {door}.',
  'cli.erase-reach':
    'This takes away: words of {rows} journal rows, {records} records that go along, {promises} promises, {files} files, {persons} sign-ins.',
  'cli.erase-sure': 'Nothing was erased. It cannot be taken back; add --yes to do it.',
  'cli.erased': 'Erased, and noted in {file} and beside the backups: a restore does it again from there.',
  'cli.erasure-not-beside':
    'The place of the backups is out of reach now: the note lies beside the data only, and the next backup brings it there.',
  'cli.erase-waits': '{n} could not be done: what they are about is open again. Run it once more when that is over.',
  'cli.erased-again': '{n} erasings done again.',
  'cli.restored-phones':
    'Phones send again by themselves at their next contact. Revoke again what was revoked after the backup; desks sign in anew.',
  'cli.verify-good': 'The journal is unaltered.',
  'cli.verify-bad': 'The journal was altered: {n} findings.',
  'cli.more': '… and {n} more.',
  'cli.finding.altered': 'altered row',
  'cli.finding.removed': 'removed row',
  'cli.finding.inserted': 'row put in afterwards',
  'cli.finding.swapped': 'swapped row',
  'cli.finding.seal-altered': 'altered seal',
  'cli.finding.block-altered': 'altered block',
  'cli.finding.chain-broken': 'broken chain',
  'cli.finding.witness-differs': 'sealed anew: the witness differs',
  'cli.import-count': '{kind}: {made} new, {changed} changed, {same} as before',
  'cli.import-row': 'line {line} {column}:',
  'cli.import-run': 'To take it all back: zd import undo {run}',
  'cli.import-undone': '{kind}: {n} taken back',
  'cli.import-preview': 'Nothing was written; leave out --preview to write it.',
  'cli.invited': 'Good once, until {until}: type it at the desk to set a password.',
  'cli.invited-phone': 'Good once, until {until}: type it on the phone.',
  'cli.doctor.node': 'Node {version}',
  'cli.doctor.node-bad': 'Node {version} is too old; 24 is needed.',
  'cli.doctor.disk': '{free} GB free',
  'cli.doctor.disk-bad': 'Only {free} GB free; keep at least {least} GB.',
  'cli.doctor.https': 'reached under {url}',
  'cli.doctor.https-bad': 'PUBLIC_URL ({url}) is not https: phones cannot work without.',
  'cli.doctor.proxy': 'the proxy in front is known',
  'cli.doctor.proxy-bad': 'https without ZD_TRUST_PROXY=1: all callers seem to be one.',
  'cli.doctor.clock': 'the clock says {now}',
  'cli.doctor.clock-bad': 'The clock says {now}; set it right.',
  'cli.doctor.database': 'PostgreSQL {version}',
  'cli.doctor.database-bad': 'PostgreSQL {version} cannot be used.',
  'cli.doctor.generation': 'generation {generation}',
  'cli.doctor.generation-bad': 'There is no generation ({generation}).',
  'cli.doctor.key': 'the key that phones seal to is there',
  'cli.doctor.key-bad': 'The key that phones seal to is missing; start the server once.',
  'cli.doctor.administrators': 'all administrators have signed in',
  'cli.doctor.administrators-bad': '{n} administrators have never signed in; "zd invite" gives a code.',
  'cli.doctor.sealed': 'the journal is sealed ({n} rows wait)',
  'cli.doctor.sealed-bad': '{n} rows of the journal wait to be sealed; is the server running?',
  'cli.simulated':
    '{homes} homes, {members} members, {visits} visits, {cases} matters, {rows} journal rows in {seconds} s.',
  'cli.simulating': '{done} of {all} villages …',
  'cli.install-wrote': 'wrote {file}',
  'cli.install-next-nginx':
    'Next: nginx -t && systemctl reload nginx && systemctl daemon-reload && systemctl enable --now zero-distance',
  'cli.install-next-caddy':
    'Next: put "import zero-distance.caddy" in /etc/caddy/Caddyfile, then: systemctl reload caddy && systemctl daemon-reload && systemctl enable --now zero-distance',

  'problem.backup-needs-place': 'Where should the backup go? Write --to FOLDER.',
  'problem.restore-needs-place': 'Which backup should be put back? Write --from FOLDER.',
  'problem.backup-external':
    'The data is in a PostgreSQL run elsewhere: back it up with its own tools, see docs/deploy.md.',
  'problem.erase-usage':
    'Write: zd erase find DOOR, zd erase household|member|visit|question|errand|dispute|case ID --reason TEXT --decision TEXT [--yes], or zd erase again FILE. Name nobody in the two texts: they are kept.',
  'problem.erase-unknown': 'There is no such record ({id}).',
  'problem.erase-open':
    '{n} things still run (open matters, errands or mediations). Bring them to an end first, then erase.',
  'problem.erased-already': 'It was erased already.',
  'problem.arguments': 'Not understood: {reason}',
  'problem.argument-number': '{name} must be a whole number from {least} to {most}.',
  'problem.county-missing': 'There is no county in {directory} yet; start it once with "zd serve".',
  'problem.data-older-in-use': 'A server with an older version is running on this data; stop it first.',
  'problem.demo-file': 'Line {line} of the demo file {file} cannot be used ({reason}).',
  'problem.demo-lives-here': '{directory} holds the demo village; choose another directory with --data.',
  'problem.demo-not-here': 'A real county lives here; the demo is never mixed with it.',
  'problem.demo-not-public':
    'The demo opens without passwords and stays on this machine: no --host, PUBLIC_URL or proxy.',
  'problem.demo-or-empty': 'Choose --demo or --empty, not both.',
  'problem.demo-refused': 'The demo could not be filled ({verb}: {code}).',
  'problem.demo-room-unknown': 'There is no such room.',
  'problem.file-unreadable': 'The file {file} cannot be read.',
  'problem.host-unknown': 'This machine has no address {host}.',
  'problem.import-usage': 'Write: zd import KIND FILE, where KIND is one of {kinds}.',
  'problem.install-differs': '{file} is there already and differs; look at it, then remove it.',
  'problem.install-domain': '"{value}" is no domain name; write --domain name.example.cn.',
  'problem.install-forbidden': '{file} cannot be written; run this as root.',
  'problem.install-proxy': '"{value}" is not known; write --proxy nginx or caddy.',
  'problem.install-user': 'The system user {user} could not be made.',
  'problem.invite-nobody': 'Nobody in post has the number {who}, or several have.',
  'problem.invite-usage': 'Write: zd invite PHONE (administrators: system, security, audit).',
  'problem.port-forbidden': 'Port {port} may not be used by this user; choose one above 1023 with --port.',
  'problem.port-taken': 'Port {port} is taken; choose another with --port.',
  'problem.provision-refused': 'The county could not be opened ({verb}: {code}).',
  'problem.public-url': 'PUBLIC_URL "{value}" is no address like https://name.example.cn.',
  'problem.simulate-not-empty': 'The county has homes already; simulate only fills an empty one.',
  'problem.witness-form': '"{value}" is no witness; write BLOCK:ROOT.',
  'problem.sms-headers': 'ZD_SMS_HEADERS has to be JSON in which every value is a text.',
  'problem.sms-address': 'ZD_SMS_URL is no address: {value}',
  'problem.webhook-key': 'ZD_WEBHOOK_KEY needs at least 32 characters.',
} as const;
