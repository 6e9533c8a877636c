declare module 'cli-progress' {
  export class SingleBar {
    constructor(options: { format: string; stream: NodeJS.WritableStream });
    start(total: number, value: number): void;
    increment(): void;
    stop(): void;
  }
}
