// Phone screens for the gallery, with made-up people and places.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import {
  type Answer,
  BottomBar,
  Button,
  Card,
  Chip,
  Choice,
  Empty,
  ErrorSummary,
  Field,
  Foot,
  ItemState,
  ListRow,
  Mark,
  NeedsYou,
  Note,
  NumberField,
  offerUndo,
  Page,
  PageHead,
  Section,
  Select,
  Sheet,
  StateRing,
  SyncBadge,
  TextArea,
  TheWay,
  Tile,
  type Tone,
  UndoBar,
} from './parts.ts';
import { lang } from './words.ts';

/** The gallery's own words, side by side. */
export function say(zh: string, en: string): string {
  if (lang.value === 'en') return en;
  return lang.value === 'pseudo' ? `⟦${zh}${'长'.repeat(Math.ceil(zh.length * 0.4))}⟧` : zh;
}

export function Today(): JSX.Element {
  const foot = (
    <BottomBar
      items={[
        { href: '#today', icon: 'list-check', label: say('今天', 'Today'), on: true },
        { href: '#homes', icon: 'home', label: say('住户', 'Homes') },
        { href: '#note', icon: 'plus', label: say('记一笔', 'Note'), main: true },
        { href: '#matters', icon: 'route', label: say('事项', 'Matters') },
        { href: '#me', icon: 'user', label: say('我', 'Me') },
      ]}
    />
  );
  const head = (
    <header>
      <div>
        <h1>{say('今天', 'Today')}</h1>
        <p class="zd-two">{say('11月23日 周一 · 三社2网格', 'Mon 23 Nov · Group 3, grid 2')}</p>
      </div>
      <SyncBadge state="waiting" count={3} offline last="07:42" href="#sync" />
    </header>
  );
  return (
    <Page head={head} foot={foot}>
      <NeedsYou
        count={1}
        href="#needs"
        text={say('罗家的走访没收下：这户已划到四社。', 'The Luo visit was not taken: the home moved to group 4.')}
      />
      <Section title={say('接下来看谁', 'Who is next')} right={say('3 户', '3 homes')}>
        <Card list>
          <ListRow
            href="#1"
            icon="heart-handshake"
            tone="care"
            title={say('马玉林', 'Ma Yulin')}
            beside="3-07"
            text={say('独居老人，上次 11月15日', 'Lives alone, last seen 15 Nov')}
          />
          <ListRow
            href="#2"
            icon="bookmark"
            tone="act"
            title={say('安桂香', 'An Guixiang')}
            beside="3-11"
            text={say('您答应过：带医保报销单', 'You promised: the claim form')}
          />
          <ListRow
            href="#3"
            icon="home-question"
            tone="ok"
            title={say('石来顺', 'Shi Laishun')}
            beside="3-08"
            text={say('路灯修过了，问亮了没有', 'Lamp mended: does it shine?')}
          />
          <ListRow
            href="#4"
            icon="droplet"
            tone="act"
            title={say('帮忙问 4 户', 'Ask 4 homes')}
            text={say('水浑不浑？问不问由您', 'Is the water cloudy? Up to you')}
          />
        </Card>
      </Section>
    </Page>
  );
}

function Visit(): JSX.Element {
  const [topics, setTopics] = useState<string[]>(['harvest']);
  const [text, setText] = useState('党参收了三亩，价比去年低，愁卖。女儿腊月回来。');
  const answers = [
    { value: 'harvest', label: say('收成', 'Harvest'), icon: 'plant-2' },
    { value: 'talk', label: say('民情', 'Talk'), icon: 'message' },
    { value: 'policy', label: say('政策', 'Policy'), icon: 'speakerphone' },
    { value: 'help', label: say('帮了忙', 'Helped'), icon: 'heart-handshake' },
    { value: 'feast', label: say('红白事', 'Family event'), icon: 'calendar-due' },
    { value: 'promise', label: say('答应的事', 'Promise'), icon: 'bookmark' },
  ] as const;
  const foot = (
    <Foot note={say('先存手机，有网自动送到村里', 'Kept on the phone, sent when there is signal')} icon="device-mobile">
      <Button
        kind="filled"
        main
        icon="check"
        onClick={() => offerUndo(say('记下了，在手机上', 'Noted, on this phone'), () => undefined)}
      >
        {say('记下', 'Note it')}
      </Button>
    </Foot>
  );
  return (
    <Page
      head={
        <PageHead title={say('走访 马玉林', 'Visit to Ma Yulin')} back="#" right={say('3-07 · 今天', '3-07 · today')} />
      }
      foot={foot}
    >
      <Choice many big label={say('说了什么', 'What was said')} answers={answers} value={topics} onChange={setTopics} />
      <TextArea label={say('记一句', 'One line')} value={text} onInput={setText} rows={4} />
      <div class="zd-button-row">
        <Button icon="microphone">{say('说一段', 'Speak')}</Button>
        <Button icon="camera">{say('拍一张', 'Photo')}</Button>
      </div>
      <Card list>
        <ListRow
          href="#problem"
          icon="flag"
          tone="wait"
          title={say('听到一个难处', 'Heard of a problem')}
          text={say('转成事项，有人管、有答复', 'Somebody takes it and answers')}
        />
      </Card>
    </Page>
  );
}

function Problem(): JSX.Element {
  const [text, setText] = useState('');
  return (
    <Page
      head={<PageHead title={say('马玉林家的难处', 'A problem at the Mas')} back="#" right="3-07" />}
      foot={
        <Foot>
          <Button main>{say('另报一件', 'Report another')}</Button>
        </Foot>
      }
    >
      <Card list>
        <ListRow
          plain
          icon="droplet"
          title={<b>{say('水浑、有异味', 'Cloudy, smelly water')}</b>}
          right={<Button kind="text">{say('换一类', 'Change')}</Button>}
        />
      </Card>
      <Card asks>
        <div>
          <Chip tone="act" icon="map-pin">
            {say('附近已有人报', 'Reported nearby')}
          </Chip>
        </div>
        <p class="zd-big">{say('下庄 3 户的水也浑', 'Three homes in Xiazhuang have it too')}</p>
        <p class="zd-two">
          {say('最早 11月20日 · 编号 2613', 'Since 20 Nov · no. 2613')}
          <br />
          {say('现在在县水务局，11月25日前答复', 'Now with the water office, answer by 25 Nov')}
        </p>
        <Button kind="filled" main icon="arrows-join">
          {say('这户也是，一起办', 'This home too')}
        </Button>
        <p class="zd-two">
          {say('马玉林家单独有编号，修好后单独问他。', 'The Mas keep their own number and are asked.')}
        </p>
      </Card>
      <Section title={say('不是一回事', 'Something else')} right={say('另报一件', 'report another')}>
        <TextArea
          quiet
          label={say('哪里不一样', 'What is different')}
          placeholder={say('说说哪里不一样，比如几时开始、什么颜色', 'What is different: since when, what colour')}
          value={text}
          onInput={setText}
          rows={2}
        />
        <div class="zd-button-row">
          <Button icon="microphone">{say('说一段', 'Speak')}</Button>
          <Button icon="camera">{say('拍一张', 'Photo')}</Button>
        </div>
      </Section>
    </Page>
  );
}

function Way(): JSX.Element {
  const up = [
    { label: say('您记下', 'You noted it'), time: say('20日 11:30', '20 Nov 11:30') },
    { label: say('网格长', 'Grid head'), time: say('20日 15:12', '20 Nov 15:12') },
    { label: say('村委会', 'Village'), time: say('20日 17:40', '20 Nov 17:40') },
    { label: say('乡政府', 'Township'), time: say('21日 09:05', '21 Nov 09:05') },
  ];
  const back = [
    { label: say('修好、答复', 'Mended, answered') },
    { label: say('乡、村知道', 'Township and village know') },
    { label: say('您去告诉', 'You tell them') },
    { label: say('住户来说', 'The home says') },
  ];
  return (
    <Page head={<PageHead title={say('水浑、有异味', 'Cloudy, smelly water')} back="#" right="2613" />}>
      <Card>
        <div>
          <Chip bare tone="info" ring={{ tone: 'info', share: 50 }}>
            {say('办理中', 'Under way')}
          </Chip>
        </div>
        <p class="zd-big">{say('现在在县水务局', 'The water office has it')}</p>
        <p>
          {say('11月21日 10:20 接到，已 2 天', 'Since 21 Nov 10:20, for 2 days')}
          <br />
          <b>{say('11月25日 18:00 前', 'By 18:00, 25 Nov')}</b> {say('给您答复', 'they answer you')}
          <br />
          <span class="zd-two">{say('延过一次：等滤网配件', 'Extended once: waiting for a filter')}</span>
        </p>
        <Button kind="soft" icon="phone" href="tel:1">
          {say('打给供水股', 'Call the water section')}
        </Button>
      </Card>
      <Card>
        <TheWay
          up={up}
          holder={{ label: say('县水务局', 'Water office') }}
          back={back}
          home={{ label: say('马玉林家', 'The Mas') }}
        />
      </Card>
      <Card list>
        <ListRow plain href="#" icon="users" title={say('一起办的还有 3 户', 'Three more homes with it')} />
      </Card>
    </Page>
  );
}

function AskRow(props: { name: string; door: string; first?: string }): JSX.Element {
  const [value, setValue] = useState(props.first);
  const answers: Answer<string>[] = [
    { value: 'yes', label: say('浑', 'Cloudy') },
    { value: 'no', label: say('清', 'Clear') },
    { value: 'away', label: say('没问到', 'Not met') },
  ];
  return (
    <div class="zd-card-pad">
      <div class="flex flex-wrap items-center gap-x-3 min-h-11">
        <span class="zd-lead">{props.name}</span>
        <span class="zd-two">{props.door}</span>
        <span class="zd-push">
          {value === undefined ? (
            <Button kind="text" icon="phone" href="tel:1">
              {say('打电话', 'Call')}
            </Button>
          ) : (
            <ItemState state="here" bare />
          )}
        </span>
      </div>
      <Choice quiet columns={3} label={props.name} answers={answers} value={value} onChange={setValue} />
    </div>
  );
}

function Hint(): JSX.Element {
  return (
    <Page
      head={
        <PageHead
          title={say('帮忙问 4 户', 'Ask 4 homes')}
          back="#"
          right={<Button kind="text">{say('这次不问', 'Not now')}</Button>}
        />
      }
      foot={<Foot icon="check" note={say('答一户记一户，不用再点保存', 'Each answer is kept at once')} />}
    >
      <div class="px-1">
        <p class="zd-big">{say('您家的水浑不浑？', 'Is your water cloudy?')}</p>
        <p class="zd-two">
          {say(
            '下庄 3 户说水浑。问了这 4 户，就知道是哪一段管子。顺路问，打电话也行。',
            'Three homes say so. These four tell which pipe it is.',
          )}
        </p>
      </div>
      <Card list>
        <AskRow name={say('安桂香', 'An Guixiang')} door="3-11" first="yes" />
        <AskRow name={say('石来顺', 'Shi Laishun')} door="3-08" first="no" />
        <AskRow name={say('何秀兰', 'He Xiulan')} door="3-05" />
        <AskRow name={say('常有田', 'Chang Youtian')} door="3-09" />
      </Card>
    </Page>
  );
}

function States(): JSX.Element {
  const states: [number, Tone, string, string][] = [
    [12, 'info', '刚报上', 'Reported'],
    [25, 'info', '已受理', 'Accepted'],
    [50, 'info', '办理中', 'Under way'],
    [75, 'wait', '已答复', 'Answered'],
    [88, 'wait', '住户核实', 'Home is asked'],
    [100, 'ok', '办结', 'Closed'],
  ];
  return (
    <div class="flex flex-wrap gap-2">
      {states.map(([share, tone, zh, en]) => (
        <Chip key={zh} tone={tone} ring={{ tone, share }}>
          {say(zh, en)}
        </Chip>
      ))}
      <Chip tone="calm" icon="player-pause">
        {say('暂缓', 'Paused')}
      </Chip>
      <Chip tone="wait" icon="arrow-back-up">
        {say('退回', 'Returned')}
      </Chip>
      <Chip tone="calm" icon="git-merge">
        {say('并办', 'Joined')}
      </Chip>
      <Chip tone="calm" icon="corner-up-right">
        {say('转法定途径', 'Legal route')}
      </Chip>
      <Chip tone="bad" icon="alarm">
        {say('超 3 小时', '3 hours late')}
      </Chip>
      <StateRing tone="bad" share={25} />
      <Mark />
      <Tile icon="droplet" tone="act" />
    </div>
  );
}

function Parts(): JSX.Element {
  const [open, setOpen] = useState(false);
  const [people, setPeople] = useState<number | undefined>(4);
  const [place, setPlace] = useState('');
  const missing = say('写一句水怎么了', 'Say what is wrong with the water');
  return (
    <Page
      head={
        <header>
          <h1>{say('零件', 'Parts')}</h1>
        </header>
      }
    >
      <Section title={say('同步', 'Sync')}>
        <SyncBadge state="sent" count={0} last="10:12" />
        <SyncBadge state="sending" count={3} going={2} />
        <SyncBadge state="waiting" count={3} offline last="07:42" />
        <SyncBadge state="late" count={3} days={3} />
      </Section>
      <Section title={say('每一条', 'Each item')}>
        <div class="flex flex-wrap gap-2">
          <ItemState state="here" />
          <ItemState state="sending" />
          <ItemState state="received" time="10:12" />
          <ItemState state="needsYou" />
        </div>
      </Section>
      <Section title={say('事项', 'Matters')}>
        <States />
      </Section>
      <Section title={say('出错', 'Errors')}>
        <ErrorSummary errors={[{ field: 'water', text: missing }]} />
        <Field
          id="water"
          label={say('水怎么了', 'What about the water')}
          value=""
          onInput={() => undefined}
          error={missing}
        />
      </Section>
      <Field
        icon="search"
        type="search"
        quiet
        label={say('找住户', 'Find a home')}
        placeholder={say('姓名、拼音、门牌', 'Name, pinyin, door')}
        value=""
        onInput={() => undefined}
      />
      <NumberField
        steps
        optional
        label={say('家里几口人', 'People at home')}
        unit={say('人', 'people')}
        value={people}
        onInput={setPeople}
      />
      <Select
        label={say('哪个村', 'Which village')}
        value={place}
        onChange={setPlace}
        answers={[
          { value: 'a', label: '柳湾村' },
          { value: 'b', label: '石坡村' },
        ]}
      />
      <Note tone="wait" icon="user-question" title={say('五社2网格缺岗，12 户', 'Grid 2 has nobody, 12 homes')}>
        {say('11月3日届满。', 'The term ended on 3 Nov.')}
      </Note>
      <div class="zd-button-row zd-button-row-left">
        <Button kind="filled">{say('办', 'Do')}</Button>
        <Button danger>{say('删掉', 'Delete')}</Button>
        <Button disabled>{say('不能', 'Cannot')}</Button>
        <Button kind="soft" onClick={() => setOpen(true)}>
          {say('打开', 'Open')}
        </Button>
      </div>
      <Empty
        title={say('今天都看过了', 'All seen today')}
        text={say('下一户是安桂香，11月26日。', 'Next is An Guixiang, 26 Nov.')}
        action={<Button kind="soft">{say('翻看记事本', 'Open the notebook')}</Button>}
      />
      <UndoBar
        text={say('记下了，在手机上', 'Noted, on this phone')}
        undo={() => undefined}
        seconds={600}
        onGone={() => undefined}
      />
      <Sheet
        open={open}
        onClose={() => setOpen(false)}
        title={say('换一类', 'Another kind')}
        foot={
          <Button kind="filled" onClick={() => setOpen(false)}>
            {say('好', 'Good')}
          </Button>
        }
      >
        <p>{say('选一类。', 'Choose a kind.')}</p>
      </Sheet>
    </Page>
  );
}

export const phoneScenes = { today: Today, visit: Visit, problem: Problem, way: Way, hint: Hint, parts: Parts };
