// Words that never stand on a public list: illness and disability, children, births and doors, and what comes before a number of somebody.

/** Said of plants, animals and renovations; taken out before anything is looked for. */
export const harmless: readonly string[] = [
  '病虫害?',
  '无障碍',
  '结节性皮肤病|(?:条锈|晚疫|早疫|白粉|赤霉|大斑|小斑|根腐|腐烂|稻瘟|黑穗|锈|枯萎|黄萎|霜霉|炭疽|轮纹|花叶|结节|线虫|环斑)病',
  '根瘤|缺素症',
  '(?:瞎子|哑巴|聋子|瘸子|疯子|癞子|傻子)(?:崖|沟|坪|湾|梁|社|组|村|坡|岭|河|庄|口|台)',
];

export const illness: readonly string[] = [
  // What illnesses are called.
  '癌|肿瘤|白血病|血友病|尿毒|透析|化疗|放疗|(?:器官|肾|肝|心脏|骨髓|干细胞)移植|心脏支架|搭桥',
  '(?:糖尿|心脏|冠心|艾滋|精神|慢性|慢|职业|传染|大骨节|包虫|地方|罕见|遗传|肾|肝|肺|胃|肠|胆|血液|皮肤|妇科|眼|脑|骨|性|重|大|疾|得|染|重症|危)病(?!虫|害)',
  '患有|患病|患者|身患|罹患|因病(?!虫|害)|生病|病人|病重|病危|病故|病残|确诊|病情|病史',
  '高血压|高血脂|低血糖|贫血|血栓|中风(?!险)|梗死|脑梗|心梗|(?:脑|胃|内|颅)出血|(?:肝|动脉|血管)硬化|衰竭|骨.{0,2}坏死|骨折|椎间盘|骨质|风湿|红斑狼疮|哮喘|结核|尘肺|乙肝|丙肝|甲肝|(?:肝|肺|肾|胃|肠|胰腺|脑|膜|关节)炎|大三阳|小三阳',
  '帕金森|痴呆|阿尔茨海默|癫痫|羊癫疯|抑郁|自闭|孤独症|精神分裂|精神异常|躁狂|智力低下|智障|脑瘫|唐氏',
  '白内障|青光眼|失明|失聪|耳聋|弱视|麻风|梅毒|淋病|湿疣|植物人|甲亢|甲减|痛风|疝气|结石|溃疡(?!病)|息肉|囊肿|心衰|肾衰|肝衰|休克|昏迷|烧伤|烫伤|外伤|车祸|中毒',
  '手术|术后|术前|住院|卧床|重症|病房|怀孕|孕妇|孕产|流产|早产|难产|产妇|不孕|不育|绝育|结扎',
  'hiv|aids|ckd|copd|(?<![a-z])icu(?![a-z])|\\p{Script=Han}ca(?![a-z])',
  // Disability.
  '残疾|殘疾|残障|伤残|致残|肢残|智残|残联|残军|[一二三四1234]级残|残[一二三四1234]级|失能|生活不能自理|听障|视障|(?:精神|智力|言语|语言|听力|视力|肢体|认知|心理)障碍|聋哑|聋人|盲人|瘫|截肢|侏儒|哑巴|瞎子|聋子|瘸子|疯子|傻子|癞子',
  // What no office of a village may list anybody by.
  '吸毒|戒毒|酗酒|服刑|刑满|刑释|前科|被矫正|矫正对象|社区矫|上访|信访人|信教|教徒',
];

/** Endings of what illnesses are called; not looked for in a name, where they are given ones. */
export const illnessEndings: readonly string[] = ['\\p{Script=Han}(?:症(?!结)|炎(?!热|黄|夏|帝)|癣)'];

export const children: readonly string[] = [
  '儿童|孤儿|婴儿|婴幼|幼儿|小孩|孩子|娃娃|宝宝|少年|未成年|监护人|留守儿|童工',
  '之子|之女|之孙|的儿子|的女儿|的孙|其子|其女|其孙|儿子|女儿|孙子|孙女|外孙|长子|次子|长女|次女|幼子|幼女',
];

/** In a name or an item they say whose school it is; in a title a road may lead there. */
export const schools: readonly string[] = ['学生|在校生|小学|初中|高中|中学|年级|幼儿园|托儿|学龄'];
/** In a group or an amount: a group may be named after the school that stands there. */
export const pupils: readonly string[] = ['学生|在校生|年级|幼儿园|托儿|学龄'];

/** A child's age; seventy and more is an allowance. */
export const childAge = '(?<![\\d.])(?:\\d|1[0-7])(?:周岁|岁)';

export const births: readonly string[] = [
  '出生|生于|生日|生辰|诞生|(?<![所下隶归直附])属(?:鼠|牛|虎|兔|龙|蛇|马|羊|猴|鸡|狗|猪)(?!\\p{L})',
];

export const doors: readonly string[] = [
  '住址|地址|家住|住在|居住|门牌|\\d单元',
  '(?:村|社|组|队|路|街|巷|弄|湾|庄|屯|寨|镇|乡|院|小区|号楼|栋|幢)[^\\p{L}\\d]*\\d+号',
  '\\d+号(?:院|楼|房|宅|门)|\\d+(?:栋|幢|室)',
];

/** A way to reach somebody that needs no number. */
export const contacts =
  '(?:微信|v信|[vw]x|wechat|weixin|qq|抖音|快手|邮箱|e-?mail)\\p{Script=Han}{0,3}[a-z0-9]{3,}|wxid';

/** Before a number of whatever length these make it somebody's own. */
export const labels: readonly string[] = [
  '电话|手机|座机|热线|拨打|致电|联系|tel|phone|☎|📞|📱',
  '身份证|证件|证号|护照|军官证|军字第|残疾证|户口|(?<![a-z])id(?![a-z])',
  '银行卡|社保卡|[一1]卡通|卡号|账号|账户|帐号|帐户|存折|折号|开户',
  '尾号|末四位|后四位|末4位|后4位|尾数',
];
