// What a household's first visit weighs: every byte of the page and of its style as the server delivers them, over HTTP's own routes.
import { newId, randomCode, sha256Hex } from '#kit/id.ts';
import { doorRoutes } from '#server/door/routes.ts';
import { openFileStore } from '#server/files/file-store.ts';
import { createApp } from '#server/http.ts';
import { type CastOn, say } from '#tests/cast.ts';

/** KiB of the heaviest first visit there is (plate and report form) on a home with two notices; the style travels once with it. */
export async function doorPageKiB({ county, homes, offices, village }: CastOn): Promise<number> {
  const code = randomCode(26);
  const plate = { household: homes.one, plateHash: await sha256Hex(code), plateShort: 'K7M2P9QX' };
  await say(county, village, 'household.plate', plate);
  for (const title of ['入冬护水管，防冻裂', '城乡居民医保开始缴费']) {
    const notice = { notice: newId(), office: offices.village, title, text: '给水管员打电话。', fromAt: 1000 };
    await say(county, village, 'notice.publish', notice);
  }
  const app = createApp(county);
  app.route('/', doorRoutes(county, openFileStore('')));
  const bytesOf = async (path: string): Promise<number> => {
    const answer = await app.request(path, { headers: { 'accept-encoding': 'gzip' } });
    if (answer.status !== 200) throw new Error(`${path.replace(code, '…')}: ${answer.status}`);
    return (await answer.arrayBuffer()).byteLength;
  };
  const style = await bytesOf('/door.css');
  const pages = await Promise.all([bytesOf(`/h/${code}`), bytesOf(`/h/${code}/report`)]);
  return (style + Math.max(...pages)) / 1024;
}
