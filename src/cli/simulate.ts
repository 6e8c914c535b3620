// stub
export const simulate = async (_args: string[]): Promise<number> => 0;
