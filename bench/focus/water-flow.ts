// Where a contamination goes in a water network, and when: EPANET itself, asked junction by junction.
import { Project, QualityType, TimeParameter, Workspace, NodeProperty } from 'epanet-js';

export interface Flow {
  /** Codes of the junctions, in EPANET's own order. */
  readonly junctions: readonly string[];
  /** Mean of what each junction takes over the run, nominal. */
  readonly demands: Float64Array;
  /** Directions of mean flow, as places in `all`. */
  readonly edges: { from: Int32Array; to: Int32Array };
  /** Codes of all nodes. */
  readonly all: readonly string[];
  /** Sets what every junction takes (as a factor of what the file says) and the hour of the day at which the run begins. */
  settle(hour: number, factors?: Float64Array): void;
  /** Hours until at least a tenth of the water at each node comes from this one; NaN where that never happens. */
  spread(node: number): Float32Array;
}

const hours = 72;
const enough = 10;

class WaterFlow implements Flow {
  readonly all: string[] = [];
  readonly junctions: string[] = [];
  readonly demands: Float64Array;
  readonly edges: Flow['edges'];
  private readonly project: Project;
  /** Demands as the file has them: node, category, amount. */
  private readonly base: [number, number, number][] = [];

  constructor(project: Project) {
    this.project = project;
    const count = project.getCount(0);
    for (let at = 1; at <= count; at += 1) {
      this.all.push(project.getNodeId(at));
      if (project.getNodeType(at) !== 0) continue;
      this.junctions.push(project.getNodeId(at));
      for (let one = 1; one <= project.getNumberOfDemands(at); one += 1)
        this.base.push([at, one, project.getBaseDemand(at, one)]);
    }
    project.setTimeParameter(TimeParameter.Duration, hours * 3600);
    project.setTimeParameter(TimeParameter.HydStep, 3600);
    project.setTimeParameter(TimeParameter.QualStep, 900);
    project.setTimeParameter(TimeParameter.ReportStep, 3600);
    [this.demands, this.edges] = this.means();
    this.settle(0);
  }

  /** One nominal run, hour by hour. */
  private means(): [Float64Array, Flow['edges']] {
    const { project } = this;
    const links = project.getCount(2);
    const [taken, flown] = [new Float64Array(this.all.length), new Float64Array(links)];
    project.openH();
    project.initH(0);
    do {
      project.runH();
      for (let at = 0; at < taken.length; at += 1) taken[at]! += project.getNodeValue(at + 1, NodeProperty.Demand);
      for (let at = 0; at < links; at += 1) flown[at]! += project.getLinkValue(at + 1, 8);
    } while (project.nextH() > 0);
    project.closeH();
    const [from, to] = [new Int32Array(links), new Int32Array(links)];
    for (let at = 0; at < links; at += 1) {
      const { node1, node2 } = project.getLinkNodes(at + 1);
      [from[at], to[at]] = flown[at]! >= 0 ? [node1 - 1, node2 - 1] : [node2 - 1, node1 - 1];
    }
    return [taken, { from, to }];
  }

  settle(hour: number, factors?: Float64Array): void {
    const { project } = this;
    for (const [node, category, amount] of this.base)
      project.setBaseDemand(node, category, amount * (factors?.[node - 1] ?? 1));
    project.setTimeParameter(TimeParameter.PatternStart, hour * 3600);
    project.setTimeParameter(TimeParameter.StartTime, hour * 3600);
    project.solveH();
  }

  spread(node: number): Float32Array {
    const { project } = this;
    const first = new Float32Array(this.all.length).fill(Number.NaN);
    project.setQualityType(QualityType.Trace, '', '', this.all[node] as string);
    project.openQ();
    project.initQ(0);
    do {
      const at = project.runQ() / 3600;
      // All at once: a call for each node would take most of the time.
      for (const [one, share] of project.getNodeValues(NodeProperty.Quality).entries())
        if (share >= enough && Number.isNaN(first[one])) first[one] = at;
    } while (project.nextQ() > 0);
    project.closeQ();
    return first;
  }
}

/** Runs `work` without EPANET's warnings of low pressure on the screen: they repeat for every hour of every run. */
async function quietly<T>(work: () => Promise<T>): Promise<T> {
  const { warn } = console;
  console.warn = () => {};
  return work().finally(() => {
    console.warn = warn;
  });
}

/** Gives the network of an .inp file to `work`, and closes it afterwards. */
export function withFlow<T>(text: string, work: (flow: Flow) => T): Promise<T> {
  return quietly(async () => {
    const space = new Workspace();
    await space.loadModule();
    space.writeFile('net.inp', text);
    const project = new Project(space);
    project.open('net.inp', 'report.txt', 'out.bin');
    try {
      return work(new WaterFlow(project));
    } finally {
      project.close();
    }
  });
}
