// Words of pictures and audio notes, in Chinese.

export const words = {
  'problem.file-differs': '这张没送完整，会自己再送。',
  'problem.file-unknown': '没有这个图片或录音，或不归您看。',
  'problem.file-kind-differs': '这不是能用的图片或录音。请重新拍或录。',
  'problem.file-broken': '这张图片或录音坏了。请重新拍或录。',
  'problem.file-too-large': '图片或录音太大了。请重新拍或录。',
  'problem.picture-too-large': '图片太大了。请重新拍一张。',
  'problem.audio-empty': '没录到声音。请再说一遍。',
  'problem.audio-too-long': '录音超过一分钟了。请分两段说。',
  'problem.file-reseal': '县里换了钥匙，打开本子就会再送。',
  'problem.file-damaged-here': '这个文件在服务器上坏了。请找系统管理员从备份取回。',
  'problem.file-not-settled': '收到了，还没记上。会自己再来。',
  'problem.upload-offset': '已经收到 {offset} 字节，从那里接着送。',
} as const;
