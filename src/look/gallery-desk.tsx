// Desk screens for the gallery, with made-up people and places.
import type { ComponentChildren, JSX } from 'preact';
import { say } from './gallery-phone.tsx';
import {
  Bars,
  Button,
  Card,
  Chip,
  Desk,
  DeskRow,
  FactList,
  Icon,
  KeyStrip,
  ListRow,
  type MapShape,
  NextStep,
  Note,
  OutlineMap,
  Section,
  SideMenu,
  SupplyTree,
  Timeline,
  type TreeHome,
} from './parts.ts';

function Menu(props: { on: string }): JSX.Element {
  const row = (icon: Parameters<typeof Icon>[0]['name'], zh: string, en: string, count?: number) => ({
    href: `#${zh}`,
    icon,
    label: say(zh, en),
    count,
    on: props.on === zh,
  });
  return (
    <SideMenu
      foot={
        <span class="flex gap-2">
          <Icon name="cloud-check" />
          {say('已连上', 'Connected')}
        </span>
      }
      groups={[
        {
          items: [
            row('inbox', '收件', 'Inbox', 9),
            row('user-question', '未分派', 'Unassigned', 5),
            row('alarm', '超期', 'Late', 2),
            row('history', '最近变动', 'Changed', 14),
          ],
        },
        {
          title: say('存下的', 'Saved'),
          items: [row('droplet', '饮水', 'Water', 6), row('bookmark', '柳湾村', 'Liuwan', 11)],
        },
        {
          title: say('一起看', 'Together'),
          items: [
            row('affiliate', '焦点', 'Focus', 1),
            row('map-2', '全村', 'Village'),
            row('books', '政策', 'Policies'),
          ],
        },
      ]}
    />
  );
}

function Rows(): JSX.Element {
  const late = (
    <Chip bare tone="bad" icon="alarm">
      {say('超 3 小时', '3 hours late')}
    </Chip>
  );
  const today = <b class="zd-tone-wait zd-ink">{say('今天 18:00 前', 'by 18:00, today')}</b>;
  return (
    <div class="border-t border-base-300">
      <DeskRow
        on
        href="#1"
        ring={{ tone: 'info', share: 25 }}
        title={say('下庄水浑，4 户', 'Cloudy water, 4 homes')}
        right={today}
        under={say('已受理 · 柳湾村三社', 'Accepted · Liuwan 3')}
        number="2613"
      />
      <DeskRow
        href="#2"
        ring={{ tone: 'bad', share: 25 }}
        title={say('沟口桥护栏断了一截', 'Bridge rail broken')}
        right={late}
        under={say('已受理 · 石坡村', 'Accepted · Shipo')}
        number="2609"
      />
      <DeskRow
        href="#3"
        ring={{ tone: 'info', share: 12 }}
        title={say('想问高龄补贴怎么领', 'How to get the allowance')}
        right={say('今天答复', 'answer today')}
        under={say('刚报上 · 柳湾村一社', 'Reported · Liuwan 1')}
        number="2615"
      />
      <DeskRow
        href="#4"
        ring={{ tone: 'wait', share: 88 }}
        title={say('路灯不亮', 'Street lamp dark')}
        right={say('等住户回话', 'home is asked')}
        under={say('住户核实 · 柳湾村三社', 'Asked · Liuwan 3')}
        number="2590"
      />
      <DeskRow
        href="#5"
        ring={{ tone: 'info', share: 50 }}
        title={say('两家地界说不清', 'A boundary in doubt')}
        right={say('12月10日', '10 Dec')}
        under={say('办理中 · 石坡村', 'Under way · Shipo')}
        number="2588"
      />
      <DeskRow
        href="#6"
        ring={{ tone: 'calm', icon: 'player-pause' }}
        title={say('田间路冲毁', 'Field road washed out')}
        right={say('12月20日复看', 'look again 20 Dec')}
        under={say('暂缓：冻土后施工', 'Paused: after the frost')}
        number="2571"
      />
      <DeskRow
        href="#7"
        ring={{ tone: 'ok', share: 100 }}
        title={say('巷道积雪', 'Snow in the lane')}
        right={say('昨天', 'yesterday')}
        under={say('住户说解决了', 'The home says solved')}
        number="2584"
      />
    </div>
  );
}

function Keys(props: { right?: ComponentChildren }): JSX.Element {
  return (
    <KeyStrip
      hints={[
        { keys: ['j', 'k'], label: say('上下', 'up, down') },
        { keys: ['Enter'], label: say('打开', 'open') },
        { keys: ['a'], label: say('转办', 'hand on') },
        { keys: ['/'], label: say('搜索', 'search') },
      ]}
      right={
        props.right ?? (
          <>
            <kbd>?</kbd>
            {say('全部按键，可关', 'all keys')}
          </>
        )
      }
    />
  );
}

function Inbox(): JSX.Element {
  const list = (
    <>
      <div class="zd-pane-head">
        <h1>{say('收件', 'Inbox')}</h1>
        <Button icon="filter">{say('筛选', 'Filter')}</Button>
        <Button kind="text" icon="search" label={say('搜索', 'Search')} />
      </div>
      <Rows />
    </>
  );
  return (
    <Desk open menu={<Menu on="收件" />} list={list} keys={<Keys />}>
      <div class="flex flex-wrap items-start justify-between gap-3">
        <div>
          <h1>{say('下庄水浑，4 户', 'Cloudy water, 4 homes')}</h1>
          <p class="zd-two">{say('饮水与水利 · 编号 2613 · 急', 'Water · no. 2613 · urgent')}</p>
        </div>
        <Chip tone="info" ring={{ tone: 'info', share: 25 }}>
          {say('已受理', 'Accepted')}
        </Chip>
      </div>
      <NextStep
        title={say('转给县水务局', 'Hand on to the water office')}
        rule={say('按目录，水浑归水务局。明天 09:05 前要办好。', 'By the list it is theirs. Due by 09:05, tomorrow.')}
        action={
          <Button kind="filled" tall icon="corner-up-right" keyHint="a">
            {say('转办', 'Hand on')}
          </Button>
        }
      />
      <div class="zd-button-row zd-button-row-left">
        <Button icon="arrow-back-up">{say('退回', 'Return')}</Button>
        <Button icon="git-merge">{say('并入焦点', 'Join')}</Button>
        <Button icon="calendar-due">{say('延期', 'Extend')}</Button>
        <span class="zd-push">
          <Button kind="text">{say('更多', 'More')}</Button>
        </span>
      </div>
      <div class="zd-pane-cols">
        <Section title={say('经过', 'What happened')}>
          <Timeline
            items={[
              {
                key: '1',
                now: true,
                icon: 'building',
                title: say('乡政府 受理', 'Township accepted'),
                when: say('今天 09:05', 'today 09:05'),
                quiet: say('现在在这里，已 40 分钟', 'It is here now, for 40 minutes'),
              },
              {
                key: '2',
                icon: 'arrow-up',
                title: say('村委会 上报', 'Village handed up'),
                when: say('昨天 17:40', 'yesterday 17:40'),
                text: say('村里看过，水池是清的，要水务局查支管。', 'The tank is clear; the pipe must be looked at.'),
              },
              {
                key: '3',
                icon: 'arrows-join',
                title: say('3 户 一起办', '3 homes joined'),
                when: say('昨天 15:12', 'yesterday 15:12'),
                quiet: '3-12、3-14、3-17',
              },
              {
                key: '4',
                icon: 'notebook',
                title: say('网格员 记下', 'Grid worker noted'),
                when: say('昨天 11:30', 'yesterday 11:30'),
                text: say(
                  '早上接的水发黄，沉一夜有泥。上月跟供水站说过。',
                  'Yellow in the morning, mud after a night.',
                ),
              },
            ]}
          />
        </Section>
        <FactList
          rows={[
            { label: say('现在在', 'With'), value: say('乡政府', 'Township') },
            { label: say('答复住户', 'Answer due'), value: say('今天 18:00 前', 'by 18:00, today') },
            { label: say('办好', 'Done by'), value: say('明天 09:05 前', 'by 09:05, tomorrow') },
            {
              label: say('打开过户档案', 'Opened the record'),
              value: say('您，今天 09:12', 'You, today 09:12'),
              note: say('住户看得到', 'the home can see it'),
            },
          ]}
        />
      </div>
    </Desk>
  );
}

const home = (label: string, state: TreeHome['state']): TreeHome => ({ id: label, label, state });

function Incident(): JSX.Element {
  const upper = ['3-02', '3-05', '3-07']
    .map((door) => home(door, 'reported'))
    .concat(home('3-08', 'clear'), home('3-09', 'reported'), home('3-11', 'reported'));
  const lower = [
    home('3-12', 'reported'),
    home('3-14', 'reported'),
    home('3-15', 'silent'),
    home('3-17', 'reported'),
    home('3-18', 'reported'),
  ];
  const tree = {
    id: 'source',
    label: say('水源', 'Spring'),
    note: say('蓄水池', 'tank'),
    branches: [
      {
        id: 'v1',
        label: 'V1',
        serves: say('一社、二社 92 户', 'Groups 1, 2: 92 homes'),
        note: say('没人报', 'none reported'),
      },
      {
        id: 'v2',
        label: 'V2',
        serves: say('四社、五社 84 户', 'Groups 4, 5: 84 homes'),
        homes: [home('4-03', 'reported' as const)],
      },
      {
        id: 'v3',
        label: 'V3',
        suspect: true,
        serves: say('三社下庄 11 户', 'Xiazhuang: 11 homes'),
        branches: [
          { id: 'v3a', label: say('上支管', 'Upper'), homes: upper },
          { id: 'v3b', label: say('下支管', 'Lower'), homes: lower },
        ],
      },
      {
        id: 'v4',
        label: 'V4',
        serves: say('六社、七社 74 户', 'Groups 6, 7: 74 homes'),
        note: say('没人报', 'none reported'),
      },
    ],
  };
  return (
    <Desk
      menu={<Menu on="焦点" />}
      keys={<Keys right={say('合办后每户仍有自己的编号', 'Each home keeps its number')} />}
    >
      <header class="flex flex-wrap items-start gap-5">
        <div class="zd-grow flex flex-col gap-2 min-w-72">
          <div>
            <Chip tone="wait" icon="affiliate">
              {say('系统建议，等人定', 'A suggestion, a person decides')}
            </Chip>
          </div>
          <h1>
            {say('V3 阀以下 11 户，3 天里 9 户说水浑；', 'Below V3: 9 of 11 homes say cloudy;')}
            <br />
            {say('别处 250 户只有 1 户。', 'elsewhere 1 of 250.')}
          </h1>
          <p class="zd-two">{say('最可能是 V3 阀到下庄这一段。', 'Most likely from V3 to Xiazhuang.')}</p>
        </div>
        <div class="flex flex-col gap-2">
          <Button kind="filled" tall icon="check" keyHint="a">
            {say('是一件事，合办', 'One matter')}
          </Button>
          <Button>{say('不是一件事', 'Not one')}</Button>
        </div>
      </header>
      <div class="grid gap-5 lg:grid-cols-[1fr_23rem]">
        <Card>
          <h2>{say('供水图', 'Supply')}</h2>
          <SupplyTree
            source={tree}
            label={say('供水图：9 户报浑', 'Supply: 9 homes cloudy')}
            legend={{
              reported: say('报了浑', 'cloudy'),
              clear: say('问过，清', 'asked, clear'),
              silent: say('没消息', 'no word'),
            }}
          />
        </Card>
        <div class="flex flex-col gap-5">
          <Card>
            <h2>{say('毛病多半在', 'Most likely')}</h2>
            <Bars
              stacked
              full={100}
              rows={[
                { label: say('V3 阀到下庄支管', 'V3 to Xiazhuang'), value: 86, text: '86%' },
                { label: say('下庄上半段', 'Upper half'), value: 9, text: '9%' },
                { label: say('蓄水池', 'Tank'), value: 2, text: '2%' },
              ]}
            />
          </Card>
          <Card list>
            <ListRow
              href="#"
              icon="home-question"
              tone="care"
              title={say('再问 3-15', 'Ask 3-15')}
              text={say('问了更有把握', 'Then it is surer')}
            />
          </Card>
        </div>
      </div>
    </Desk>
  );
}

type Cell = readonly [id: string, x: number, y: number, kind?: MapShape['kind'], label?: string];

const cell = (...[id, x, y, kind = 'cell', label]: Cell): MapShape => {
  const at = (dx: number, dy: number): [number, number] => [
    104.6 + (x + dx) * 0.01 + (x + dx) * (y + dy) * 0.0013,
    34.9 - (y + dy) * 0.008 + Math.sin((x + dx) * 2) * 0.0012,
  ];
  return { id, kind, label, rings: [[at(0, 0), at(1, 0), at(1, 1), at(0, 1)]] };
};

function Overview(): JSX.Element {
  const cells = [0, 1, 2, 3].flatMap((x) =>
    [0, 1].flatMap((y) => [
      cell(
        `c${x}${y}`,
        x,
        y,
        x === 2 && y === 1 ? 'gap' : 'cell',
        x === 2 && y === 1 ? say('2网格缺岗', 'grid 2: nobody') : undefined,
      ),
    ]),
  );
  const groups = [0, 1, 2, 3].map((x) => ({
    ...cell(`g${x}`, x, 0, 'group' as const, say(`${x + 1}社`, `Group ${x + 1}`)),
  }));
  return (
    <Desk
      menu={<Menu on="全村" />}
      keys={<Keys right={say('只看户，不给人和村排名', 'Homes only, nobody is ranked')} />}
    >
      <header class="zd-title-row">
        <h1>{say('柳湾村', 'Liuwan')}</h1>
        <span class="zd-two">{say('11月23日 10:15', '23 Nov 10:15')}</span>
        <Button icon="file-text">{say('月报', 'Month')}</Button>
        <Button icon="printer">{say('打印', 'Print')}</Button>
      </header>
      <div class="grid gap-5 lg:grid-cols-[1fr_28rem]">
        <Card>
          <p class="zd-two">{say('有人服务', 'Served')}</p>
          <p>
            <span class="zd-figure">{say('261 户里 249 户', '249 of 261 homes')}</span>{' '}
            <span class="zd-two">{say('22 个网格，21 个有人', '21 of 22 grids have somebody')}</span>
          </p>
          <OutlineMap
            shapes={[...cells, ...groups]}
            label={say('各社网格图，五社2网格缺岗', 'Grids; one has nobody')}
            legend={{ cell: say('有网格员', 'served'), gap: say('缺岗', 'nobody') }}
          />
          <Note
            tone="wait"
            icon="user-question"
            title={say('五社2网格缺岗，12 户', 'Grid 2 has nobody, 12 homes')}
            action={<Button>{say('办补选', 'Elect')}</Button>}
          >
            {say('11月3日届满。眼下由五社网格长代看。', 'The term ended on 3 Nov.')}
          </Note>
        </Card>
        <Card>
          <div class="flex justify-between">
            <h2>{say('在办的事', 'Open matters')}</h2>
            <span class="zd-two">{say('共 23 件', '23 in all')}</span>
          </div>
          <Bars
            rows={[
              { label: say('刚报上', 'Reported'), value: 3, tone: 'info', ring: { tone: 'info', share: 12 } },
              { label: say('办理中', 'Under way'), value: 9, tone: 'info', ring: { tone: 'info', share: 50 } },
              { label: say('已答复', 'Answered'), value: 4, tone: 'wait', ring: { tone: 'wait', share: 75 } },
              { label: say('住户核实', 'Asked'), value: 5, tone: 'wait', ring: { tone: 'wait', share: 88 } },
              { label: say('暂缓', 'Paused'), value: 2, tone: 'calm', ring: { tone: 'calm', icon: 'player-pause' } },
            ]}
          />
          <table class="zd-table">
            <thead>
              <tr>
                <th scope="col">{say('缘由', 'Reason')}</th>
                <th scope="col" class="zd-num">
                  {say('到期', 'Due')}
                </th>
                <th scope="col" class="zd-num">
                  {say('已看', 'Seen')}
                </th>
              </tr>
            </thead>
            <tbody>
              <tr>
                <th scope="row">{say('独居老人', 'Living alone')}</th>
                <td class="zd-num">14</td>
                <td class="zd-num">11</td>
              </tr>
              <tr>
                <th scope="row">{say('受灾户', 'Struck by disaster')}</th>
                <td class="zd-num">6</td>
                <td class="zd-num">4</td>
              </tr>
            </tbody>
          </table>
        </Card>
      </div>
    </Desk>
  );
}

export const deskScenes = { inbox: Inbox, incident: Incident, overview: Overview };
