// What we use of epanet-js, told to the compiler in our own words: its own declarations do not stand where Node's way of resolving looks for them.
declare module 'epanet-js' {
  export class Workspace {
    loadModule(): Promise<void>;
    writeFile(path: string, text: string): void;
  }
  export enum QualityType {
    Trace = 3,
  }
  export enum TimeParameter {
    Duration = 0,
    HydStep = 1,
    QualStep = 2,
    PatternStart = 4,
    ReportStep = 5,
    StartTime = 10,
  }
  export enum NodeProperty {
    Demand = 9,
    Quality = 12,
  }
  export class Project {
    constructor(space: Workspace);
    open(input: string, report: string, output: string): void;
    close(): void;
    getCount(type: number): number;
    getNodeId(node: number): string;
    getNodeType(node: number): number;
    getNodeValue(node: number, property: NodeProperty): number;
    getNodeValues(property: NodeProperty): number[];
    getLinkNodes(link: number): { node1: number; node2: number };
    getLinkValue(link: number, property: number): number;
    getNumberOfDemands(node: number): number;
    getBaseDemand(node: number, category: number): number;
    setBaseDemand(node: number, category: number, amount: number): void;
    setTimeParameter(which: TimeParameter, value: number): void;
    setQualityType(type: QualityType, name: string, units: string, node: string): void;
    solveH(): void;
    openH(): void;
    initH(flag: number): void;
    runH(): number;
    nextH(): number;
    closeH(): void;
    openQ(): void;
    initQ(flag: number): void;
    runQ(): number;
    nextQ(): number;
    closeQ(): void;
  }
}
