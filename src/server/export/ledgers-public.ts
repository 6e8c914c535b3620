// The ledgers of what is told to everybody: policies spoken of at the doors, what was made public, and notices with the works that were decided.
import { during, inside, type Ledger } from './ledger.ts';

/** How many homes of one's own ground are to be told of a policy, and were; no home is named, and nobody who told them. */
export const policies: Ledger = {
  columns: [
    { key: 'title', from: 'campaign.title' },
    { key: 'office', from: 'campaign.office', width: 44 },
    { key: 'place', from: 'area.name', width: 34 },
    { key: 'from', from: 'campaign.from_at', is: 'day', width: 25 },
    { key: 'until', from: 'campaign.until', is: 'day', width: 25 },
    { key: 'homes', from: 'household.id', is: 'number', width: 18 },
    { key: 'told', from: 'visit.parts', only: 'kinds', is: 'number', width: 18 },
    { key: 'asked', from: 'inquiry.id', is: 'number', width: 22 },
    { key: 'answered', from: 'inquiry.answered_at', is: 'number', width: 22 },
  ],
  text: `select campaign.title, office.name as office, coalesce(area.name, '') as place, campaign.from_at as "from", campaign.until as "until",
      reached.homes, reached.told, heard.asked, heard.answered
    from campaign join office on office.id = campaign.office
      left join area on area.ground = campaign.ground and area.valid_to is null
      cross join lateral (select count(*)::int as homes, count(*) filter (where exists (select from visit
            where visit.household = household.id and visit.claimed_at >= campaign.from_at
              and visit.parts @> jsonb_build_array(jsonb_build_object('kind', 'policy', 'topic', campaign.policy::text))))::int as told
          from household where household.ground <@ campaign.ground and ${inside('household.ground')} and household.closed_at is null
            and household.home <> 'vacant' and (campaign.tags = '{}' or household.care && campaign.tags)) as reached
      cross join lateral (select count(*)::int as asked, count(inquiry.answered_at)::int as answered from inquiry
          where inquiry.campaign = campaign.id and ${inside('inquiry.ground')}) as heard
    where campaign.approved_at is not null and reached.homes > 0 and ${during('campaign.from_at')}
    order by campaign.from_at, campaign.title, campaign.id`,
};

/** Lists that were open to objections, and what the village made public of its own affairs: the fact of it, never a line of one. */
export const publicity: Ledger = {
  columns: [
    { key: 'kind', from: 'disclosure.item', word: 'print.ledger.public', width: 24 },
    { key: 'title', from: 'publicity.title' },
    { key: 'office', from: 'publicity.office', width: 44 },
    { key: 'from', from: 'publicity.from_at', is: 'day', width: 26 },
    { key: 'until', from: 'publicity.to_at', is: 'day', width: 26 },
    { key: 'lines', from: 'publicity.row_count', is: 'number', width: 16 },
    { key: 'objections', from: 'publicity.objections', is: 'number', width: 23 },
    { key: 'result', from: 'publicity.result', word: 'print.ledger.result', width: 30 },
    { key: 'closedAt', from: 'publicity.closed_at', is: 'day', width: 26 },
  ],
  // PUBLICITY-11: while it is open nobody reads that somebody objected. PUBLICITY-15: one that waits is no archive yet.
  text: `select * from (
      select 'list' as kind, publicity.title, office.name as office, publicity.from_at as "from",
          publicity.to_at - interval '1 millisecond' as "until", publicity.row_count as lines,
          case when publicity.closed_at is not null then jsonb_array_length(publicity.objections) end as objections,
          coalesce(publicity.result, 'open') as result, publicity.closed_at as "closedAt"
        from publicity join office on office.id = publicity.office
        where publicity.state <> 'waiting' and ${inside('publicity.ground')} and ${during('publicity.from_at')}
      union all
      select disclosure.item, disclosure.title, office.name, disclosure.at, null, null, null, null, null
        from disclosure join office on office.id = disclosure.office where ${inside('disclosure.ground')} and ${during('disclosure.at')}
    ) as shown order by "from", title`,
};

/** Notices as they hung, and what a meeting decided to build or mend, step by step with its days. */
export const works: Ledger = {
  columns: [
    { key: 'kind', from: 'proposal.state', word: 'print.ledger.work', width: 20 },
    { key: 'title', from: 'notice.title', width: 66 },
    { key: 'step', from: 'proposal.steps' },
    { key: 'office', from: 'notice.office', width: 44 },
    { key: 'from', from: 'notice.from_at', is: 'day', width: 26 },
    { key: 'until', from: 'notice.to_at', is: 'day', width: 26 },
    { key: 'doneAt', from: 'proposal.steps', is: 'day', width: 26 },
  ],
  text: `select * from (
      select 'notice' as kind, notice.title, '' as step, office.name as office, notice.from_at as "from",
          notice.to_at - interval '1 millisecond' as "until", notice.withdrawn_at as "doneAt", 0::bigint as place
        from notice join office on office.id = notice.office where ${inside('notice.ground')} and ${during('notice.from_at')}
      union all
      select 'work', proposal.title, step.one ->> 'text', coalesce(area.name, ''), decided.at,
          ((step.one ->> 'due') || 'T00:00:00+08:00')::timestamptz, to_timestamp((step.one ->> 'doneAt')::float / 1000), step.place
        from proposal left join area on area.ground = proposal.ground and area.valid_to is null
          cross join lateral (select ((proposal.decision ->> 'on') || 'T00:00:00+08:00')::timestamptz as at) as decided
          cross join lateral jsonb_array_elements(proposal.steps) with ordinality as step(one, place)
        where proposal.state in ('decided', 'done') and not proposal.covered and ${inside('proposal.ground')} and ${during('decided.at')}
    ) as told order by "from", title, place`,
};
