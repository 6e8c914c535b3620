// PostgreSQL's own settings for our cluster, as text: durable, modest in memory, reachable by socket only, silent about content.

export interface ConfigOptions {
  /** null = TCP on loopback (Windows, macOS). */
  readonly socketDir: string | null;
  readonly port: number;
  /** False only in tests: a power cut would then lose data. */
  readonly durable: boolean;
}

/** Single quotes as a configuration file wants them. */
const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;

/** A directory in a list of directories: double quotes keep commas and spaces. */
const listed = (directory: string): string => quoted(`"${directory.replaceAll('"', '""')}"`);

const onOff = (value: boolean): string => (value ? 'on' : 'off');

/** Written at every start when it differs; an administrator's own lines go to local.conf beside it and win. */
export const postgresqlConf = ({
  socketDir,
  port,
  durable,
}: ConfigOptions): string => `# Written by Zero Distance at every start. Put your own lines into local.conf beside this file.
listen_addresses = ${socketDir === null ? "'127.0.0.1'" : "''"}
port = ${port}
unix_socket_directories = ${socketDir === null ? "''" : listed(socketDir)}
unix_socket_permissions = 0700
max_connections = 100
password_encryption = 'scram-sha-256'

# What was answered as saved is on disk.
fsync = ${onOff(durable)}
synchronous_commit = ${onOff(durable)}
full_page_writes = ${onOff(durable)}
wal_level = replica
wal_compression = on
max_wal_size = 512MB
min_wal_size = 80MB
checkpoint_timeout = 5min
# What is kept for the copying of the log while its place cannot be reached: rather a new backup than a full disk.
max_slot_wal_keep_size = 4GB

shared_buffers = 128MB
work_mem = 8MB
maintenance_work_mem = 64MB
random_page_cost = 1.1
jit = off
idle_in_transaction_session_timeout = 60s

timezone = 'UTC'
log_timezone = 'UTC'
datestyle = 'iso, ymd'
lc_messages = 'C'

# Errors carry what people wrote ("invalid input: ..."); they go to the program that asked, never into the log.
log_destination = 'stderr'
logging_collector = off
log_min_messages = log
log_min_error_statement = panic
log_error_verbosity = terse
log_statement = 'none'
log_min_duration_statement = -1
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
log_autovacuum_min_duration = -1
log_checkpoints = off
log_temp_files = -1
log_line_prefix = '%m [%p] '

include_if_exists = 'local.conf'
`;

/** Nobody comes in without a password, not even over the socket. */
export const pgHbaConf = (socketDir: string | null): string => `# Written by Zero Distance at every start.
${socketDir === null ? 'host all all 127.0.0.1/32 scram-sha-256' : 'local all all scram-sha-256'}
${socketDir === null ? 'host replication all 127.0.0.1/32 scram-sha-256' : 'local replication all scram-sha-256'}
`;
