// The one list of verbs and of record kinds with their stores: what is not here cannot be done.
import type { Fact, RecordBase, RecordKind, Verb } from '#kit/command.ts';
import type { Asking, Table } from '#data/table.ts';
import { unbring } from '#modules/brought/commands.ts';
import { aerialVerbs } from '#modules/aerial/commands.ts';
import { aerialKind } from '#modules/aerial/rules.ts';
import { aerialTable } from '#modules/aerial/store.ts';
import { attachmentVerbs } from '#modules/attachment/commands.ts';
import { attachmentKind } from '#modules/attachment/rules.ts';
import { attachmentTable } from '#modules/attachment/store.ts';
import { burdenVerbs } from '#modules/burden/commands.ts';
import { burdenKind, requestKind } from '#modules/burden/rules.ts';
import { burdenTable, requestTable } from '#modules/burden/store.ts';
import { doorCampaignVerbs } from '#modules/campaign/commands-door.ts';
import { eraseInquiry } from '#modules/campaign/commands-erase.ts';
import { deskCampaignVerbs } from '#modules/campaign/commands.ts';
import { campaignKind, inquiryKind } from '#modules/campaign/rules.ts';
import { campaignTable, inquiryTable } from '#modules/campaign/store.ts';
import { bringCase } from '#modules/case/commands-bring.ts';
import { eraseCase } from '#modules/case/commands-erase.ts';
import { countyVerbs } from '#modules/case/commands-county.ts';
import { caseVerbs } from '#modules/case/commands-desk.ts';
import { viewVerbs } from '#modules/case/commands-views.ts';
import { settingKind } from '#modules/case/rules-county.ts';
import { viewKind } from '#modules/case/rules-views.ts';
import { caseKind } from '#modules/case/rules.ts';
import { settingTable } from '#modules/case/store-county.ts';
import { viewTable } from '#modules/case/store-views.ts';
import { caseTable, saveStep } from '#modules/case/store.ts';
import { eraseDispute } from '#modules/dispute/commands-erase.ts';
import { disputeVerbs } from '#modules/dispute/commands.ts';
import { disputeKind } from '#modules/dispute/rules.ts';
import { disputeTable } from '#modules/dispute/store.ts';
import { spotVerbs } from '#modules/environment/commands.ts';
import { lookKind, spotKind } from '#modules/environment/rules.ts';
import { lookTable, spotTable } from '#modules/environment/store.ts';
import { serviceFindingVerbs } from '#modules/finding/commands-weigh.ts';
import { phoneFindingVerbs } from '#modules/finding/commands-door.ts';
import { deskFindingVerbs } from '#modules/finding/commands.ts';
import { askKind, findingKind } from '#modules/finding/rules.ts';
import { askTable, findingTable } from '#modules/finding/store.ts';
import { appraisalVerbs } from '#modules/election/commands-appraisal.ts';
import { dayVerbs } from '#modules/election/commands-day.ts';
import { fillVerbs } from '#modules/election/commands-fill.ts';
import { rollVerbs } from '#modules/election/commands-roll.ts';
import { callingVerbs } from '#modules/election/commands.ts';
import { appraisalKind } from '#modules/election/rules-appraisal.ts';
import { electionKind } from '#modules/election/rules.ts';
import { appraisalTable } from '#modules/election/store-appraisal.ts';
import { electionTable } from '#modules/election/store.ts';
import { eraseHousehold, eraseMember } from '#modules/household/commands-erase.ts';
import { choosingVerbs } from '#modules/household/commands-choose.ts';
import { divisionVerbs } from '#modules/household/commands-divide.ts';
import { householdVerbs } from '#modules/household/commands.ts';
import { divisionKind } from '#modules/household/rules-division.ts';
import { householdKind, memberKind } from '#modules/household/rules.ts';
import { divisionTable } from '#modules/household/store-division.ts';
import { householdTable, memberTable } from '#modules/household/store.ts';
import { incidentVerbs } from '#modules/incident/commands.ts';
import { incidentKind } from '#modules/incident/rules.ts';
import { incidentTable } from '#modules/incident/store.ts';
import { noticeVerbs } from '#modules/notice/commands.ts';
import { noticeKind } from '#modules/notice/rules.ts';
import { noticeTable } from '#modules/notice/store.ts';
import { opinionVerbs } from '#modules/opinion/commands.ts';
import { digestKind } from '#modules/opinion/rules.ts';
import { digestTable } from '#modules/opinion/store.ts';
import { objectToList } from '#modules/publicity/commands-object.ts';
import { eraseList } from '#modules/publicity/commands-erase.ts';
import { publicityVerbs } from '#modules/publicity/commands.ts';
import { publishDisclosure } from '#modules/publicity/commands-disclosure.ts';
import { disclosureKind } from '#modules/publicity/rules-disclosure.ts';
import { disclosureTable } from '#modules/publicity/store-disclosure.ts';
import { publicityKind } from '#modules/publicity/rules.ts';
import { publicityTable } from '#modules/publicity/store.ts';
import { peopleVerbs } from '#modules/people/commands.ts';
import { officeKind, personKind, postKind } from '#modules/people/rules.ts';
import { officeTable, personTable, postTable } from '#modules/people/store.ts';
import { eraseErrand } from '#modules/errand/commands-erase.ts';
import { policyVerbs } from '#modules/policy/commands.ts';
import { policyKind } from '#modules/policy/rules.ts';
import { policyTable } from '#modules/policy/store.ts';
import { errandVerbs } from '#modules/errand/commands.ts';
import { errandKind } from '#modules/errand/rules.ts';
import { errandTable } from '#modules/errand/store.ts';
import { eraseQuestion } from '#modules/question/commands-erase.ts';
import { questionVerbs } from '#modules/question/commands.ts';
import { questionKind } from '#modules/question/rules.ts';
import { questionTable } from '#modules/question/store.ts';
import { ballotVerbs } from '#modules/poll/commands-ballot.ts';
import { countVerbs } from '#modules/poll/commands-count.ts';
import { pollDeskVerbs } from '#modules/poll/commands.ts';
import { pollKind, rightKind } from '#modules/poll/rules.ts';
import { pollTable, rightTable, saveBoard } from '#modules/poll/store.ts';
import { eraseProposal, eraseVoice } from '#modules/proposal/commands-erase.ts';
import { proposalHomeVerbs } from '#modules/proposal/commands-home.ts';
import { proposalVerbs } from '#modules/proposal/commands.ts';
import { proposalHomeKind, proposalKind, voiceKind } from '#modules/proposal/rules.ts';
import { proposalHomeTable, proposalTable, voiceTable } from '#modules/proposal/store.ts';
import { open311Verbs } from '#modules/open311/commands.ts';
import { keyKind, requestKind as filedKind, sentKind } from '#modules/open311/rules.ts';
import { keyTable, requestTable as filedTable, sentTable } from '#modules/open311/store.ts';
import { supplyVerbs } from '#modules/supply/commands.ts';
import { supplyNetworkKind, supplyNodeKind } from '#modules/supply/rules.ts';
import { supplyNetworkTable, supplyNodeTable } from '#modules/supply/store.ts';
import { tellingVerbs } from '#modules/telling/commands.ts';
import { messageKind, tellingKind, toldHowKind, webhookKind } from '#modules/telling/rules.ts';
import { messageTable, tellingTable, toldHowTable, webhookTable } from '#modules/telling/store.ts';
import { gullyVerbs } from '#modules/territory/commands-gullies.ts';
import { territoryVerbs } from '#modules/territory/commands.ts';
import { gullyKind } from '#modules/territory/rules-gullies.ts';
import { areaKind } from '#modules/territory/rules.ts';
import { areaTable, gullyTable } from '#modules/territory/store.ts';
import { bringVisit } from '#modules/visit/commands-bring.ts';
import { eraseVisit } from '#modules/visit/commands-erase.ts';
import { leftVerbs } from '#modules/visit/commands-left.ts';
import { visitVerbs } from '#modules/visit/commands.ts';
import { promiseKind, visitKind } from '#modules/visit/rules.ts';
import { leftKind } from '#modules/visit/rules-left.ts';
import { leftTable } from '#modules/visit/store-left.ts';
import { promiseTable, visitTable } from '#modules/visit/store.ts';

export interface Store {
  readonly kind: RecordKind;
  readonly table: Table<RecordBase>;
  /** Writes what stands beside the record's row (a line of its story). */
  beside?(tx: Asking, fact: Fact, record: RecordBase): Promise<unknown>;
}

/** A store is written against its own record; the registry carries them all as one shape. */
const store = <R extends RecordBase>(kind: RecordKind<R>, table: Table<R>, more: Pick<Store, 'beside'> = {}): Store =>
  ({ kind, table, ...more }) as unknown as Store;

/** Facts that are no line of a matter's story: where it lies, and what its household thinks of how it was handled (CASE-77). */
const unwritten: readonly string[] = ['case.moved', 'case.satisfied'];

const list: readonly Store[] = [
  store(areaKind, areaTable),
  store(gullyKind, gullyTable),
  store(officeKind, officeTable),
  store(personKind, personTable),
  store(postKind, postTable),
  store(householdKind, householdTable),
  store(memberKind, memberTable),
  store(divisionKind, divisionTable),
  store(supplyNodeKind, supplyNodeTable),
  store(supplyNetworkKind, supplyNetworkTable),
  store(attachmentKind, attachmentTable),
  store(aerialKind, aerialTable),
  store(visitKind, visitTable),
  store(promiseKind, promiseTable),
  store(leftKind, leftTable),
  store(caseKind, caseTable, {
    beside: (tx, fact, record) =>
      unwritten.includes(fact.name) ? Promise.resolve(0) : saveStep(tx, fact, record.version),
  }),
  store(viewKind, viewTable),
  store(settingKind, settingTable),
  store(incidentKind, incidentTable),
  store(findingKind, findingTable),
  store(askKind, askTable),
  store(disputeKind, disputeTable),
  store(spotKind, spotTable),
  store(lookKind, lookTable),
  store(noticeKind, noticeTable),
  store(publicityKind, publicityTable),
  store(disclosureKind, disclosureTable),
  store(digestKind, digestTable),
  store(questionKind, questionTable),
  store(pollKind, pollTable, { beside: saveBoard }),
  store(rightKind, rightTable),
  store(errandKind, errandTable),
  store(messageKind, messageTable),
  store(tellingKind, tellingTable),
  store(webhookKind, webhookTable),
  store(toldHowKind, toldHowTable),
  store(requestKind, requestTable),
  store(burdenKind, burdenTable),
  store(policyKind, policyTable),
  store(campaignKind, campaignTable),
  store(inquiryKind, inquiryTable),
  store(electionKind, electionTable),
  store(appraisalKind, appraisalTable),
  store(proposalKind, proposalTable),
  store(proposalHomeKind, proposalHomeTable),
  store(voiceKind, voiceTable),
  store(keyKind, keyTable),
  store(filedKind, filedTable),
  store(sentKind, sentTable),
];

export const stores: ReadonlyMap<string, Store> = new Map(list.map((one) => [one.kind.kind, one]));

/** Said on the machine itself and nowhere else, so no phone carries them. */
const erasing = [
  eraseHousehold,
  eraseMember,
  eraseVisit,
  eraseQuestion,
  eraseErrand,
  eraseInquiry,
  eraseDispute,
  eraseCase,
  eraseList,
  eraseProposal,
  eraseVoice,
];

export const verbs: ReadonlyMap<string, Verb> = new Map(
  (
    [
      ...territoryVerbs,
      ...gullyVerbs,
      ...peopleVerbs,
      ...householdVerbs,
      ...choosingVerbs,
      ...divisionVerbs,
      ...supplyVerbs,
      ...attachmentVerbs,
      ...aerialVerbs,
      ...visitVerbs,
      ...leftVerbs,
      ...caseVerbs,
      ...viewVerbs,
      ...countyVerbs,
      ...incidentVerbs,
      ...serviceFindingVerbs,
      ...phoneFindingVerbs,
      ...deskFindingVerbs,
      ...disputeVerbs,
      ...spotVerbs,
      ...noticeVerbs,
      ...publicityVerbs,
      objectToList,
      publishDisclosure,
      ...opinionVerbs,
      ...questionVerbs,
      ...pollDeskVerbs,
      ...ballotVerbs,
      ...countVerbs,
      ...errandVerbs,
      ...tellingVerbs,
      ...burdenVerbs,
      ...policyVerbs,
      ...deskCampaignVerbs,
      ...doorCampaignVerbs,
      ...callingVerbs,
      ...rollVerbs,
      ...dayVerbs,
      ...fillVerbs,
      ...appraisalVerbs,
      ...proposalHomeVerbs,
      ...proposalVerbs,
      bringVisit,
      bringCase,
      unbring,
      ...open311Verbs,
      ...erasing,
    ] as unknown as readonly Verb[]
  ).map((verb) => [verb.name, verb]),
);

/** What is never done here, with the code of its reason; whoever asks is told why. */
export const refusedVerbs: ReadonlyMap<string, string> = new Map(
  // ELECT-1
  ['election.vote', 'election.cast', 'election.ballot', 'vote.cast'].map((name) => [name, 'election-no-vote-here']),
);
