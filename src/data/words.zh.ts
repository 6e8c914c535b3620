// What the data layer could not do, in Chinese: read by whoever starts the server, seldom by a person at a screen.

export const words = {
  'problem.database-binaries-missing': '没有能用的 PostgreSQL（{platform}）。请先装 PostgreSQL 15 或更新的。',
  'problem.database-binaries-broken': '{directory} 里的 PostgreSQL 运行不了：{message}',
  'problem.database-too-old': 'PostgreSQL {version} 太旧。要 15 或更新的。',
  'problem.database-other-major': '数据是 PostgreSQL {data} 的，这里是 {program}。请装 {data}。',
  'problem.database-encoding': '数据库编码是 {encoding}。要 UTF8。',
  'problem.database-user-missing': '请先建系统用户 {user}。PostgreSQL 不能用 root 运行。',
  'problem.database-start-failed': '数据库没能启动：{message}',
  'problem.database-unreachable': '连不上数据库。过一会儿再试。',
  'problem.database-refused': '数据库不让登录。请查地址和密码。',
  'problem.database-busy': '现在太忙。过一会儿再试。',
  'problem.database-full': '数据库的硬盘满了。这次没有存上。',
  'problem.database-read-only': '数据库现在只能看，不能改。',
  'problem.database-damaged': '数据库文件坏了。请从备份恢复。',
  'problem.database-files-missing': '数据库的文件不在 {directory} 了。请放回，或从备份恢复。',
  'problem.database-role-missing': '建不了登录用的角色：{reason}。请设 APP_DATABASE_URL。',
  'problem.database-role-too-strong': '角色 {role} 权力太大。请另给一个普通角色。',
  'problem.database-grant-missing': '请数据库管理员先运行：{grant}',

  'problem.data-directory-in-use': '{directory} 正由另一个服务使用（进程 {pid}）。',
  'problem.data-directory-read-only': '{directory} 不能写。',
  'problem.data-directory-full': '{directory} 的硬盘满了。请先腾出地方。',
  'problem.data-directory-no-directory': '{directory} 不是文件夹。',
  'problem.data-directory-unknown': '{directory} 里的版本号读不懂。',
  'problem.data-directory-unreachable': '用户 {user} 进不了 {directory}。请换一个地方。',
  'problem.data-directory-copied': '{directory} 是 {original} 的复制品。两个不能共用数据库。',
  'problem.data-newer': '数据比程序新。请先更新程序。',

  'problem.migration-changed': '升级文件 {name} 被改过。请用原来的程序。',
  'problem.migration-failed': '升级 {name} 没做成，数据没有变：{message}',

  'problem.transaction-failed': '中间有一步没做成，全部没有存。',
  'problem.transaction-over': '这一步来晚了，没有存。',
  'problem.row-count': '应有一行，却有 {count} 行。',
  'problem.number-too-large': '数字太大，读不准。',
  'problem.scope-invalid': '读的人身份不清，没有读。',
};
