// What to say when something cannot be done that only the desk does, in Chinese.

export const words = {
  'problem.views-full': '最多存 {most} 个。先去掉一个再存。',
  'problem.unknown': '没办成。过一会儿再试，还不行就找管理员。',
  'problem.title': '没办成',
  'problem.no-door': '页面没准备好。请重新打开。',
  'problem.csrf': '页面放久了。请重新打开再办。',
  'problem.page-unknown': '没有这个页面。',
  'problem.paper-refused': '这张纸上的码不能用。请重新扫。',
  'problem.password-long': '密码太长了，最多 128 个字符。',
  'problem.password-plain': '这个密码太好猜，换一句话。',
  'problem.password-short': '密码至少 12 个字符。',
  'problem.sign-in-failed': '手机号、密码或动态码不对。多次不对会锁一会儿。',
  'problem.sign-in-needed': '请先登录。',
  'problem.totp-needed': '请再写动态码。',
  'problem.totp-wrong': '动态码不对，照验证器再写一次。',
} as const;
