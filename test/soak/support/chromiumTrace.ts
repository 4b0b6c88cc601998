/**
 * Reads a trace that Chromium made: when frames were drawn, and which threads worked how long at a stretch. What the
 * page does itself is told apart from drawing by software, which a machine without a graphics card has to do, and from
 * waiting for a processor, which others may have.
 */

/** The categories that the readings need. */
export const traceCategories: readonly string[] = [
  "toplevel",
  "devtools.timeline",
  "disabled-by-default-devtools.timeline.frame",
];

/** Milliseconds. */
export interface TraceReading {
  /** Between one frame drawn and the next. */
  readonly frames: readonly number[];
  /** Tasks of the thread that runs the page's scripts, styles and layout. */
  readonly pageTasks: readonly number[];
  /** The same by the processor time that they took. */
  readonly pageWork: readonly number[];
  /** Tasks of the threads that raster and compose, in software. */
  readonly drawingTasks: readonly number[];
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds. */
  readonly ts: number;
  readonly dur?: number;
  /** Of the processor. */
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

const pageThread = "CrRendererMain";
const drawingThreads = ["VizCompositorThread", "CrGpuMain", "ThreadPoolForegroundWorker"];

export function readTrace(trace: Buffer): TraceReading {
  // SAFETY: Chromium's trace format; the fields that not all events have are optional.
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] };
  const threads = new Map(
    traceEvents
      .filter(({ ph, name }) => ph === "M" && name === "thread_name")
      .map(({ pid, tid, args }) => [`${pid}-${tid}`, args.name ?? ""]),
  );
  const tasksOf = (names: readonly string[]) =>
    traceEvents
      .filter(({ name }) => name === "ThreadControllerImpl::RunTask")
      .filter(({ pid, tid }) => names.includes(threads.get(`${pid}-${tid}`) ?? ""));
  const pageTasks = tasksOf([pageThread]);
  const drawn = traceEvents
    .filter(({ name }) => name === "DrawFrame")
    .map(({ ts }) => ts / 1000)
    .sort((one, other) => one - other);
  return {
    frames: drawn.slice(1).map((at, index) => at - (drawn[index] ?? at)),
    pageTasks: pageTasks.map(({ dur = 0 }) => dur / 1000),
    pageWork: pageTasks.map(({ tdur = 0 }) => tdur / 1000),
    drawingTasks: tasksOf(drawingThreads).map(({ dur = 0 }) => dur / 1000),
  };
}

/** "longest 31 ms, 2 of 612 over 50 ms". */
export function told(spans: readonly number[], limitMs: number): string {
  const longest = spans.reduce((most, span) => Math.max(most, span), 0);
  const over = spans.filter((span) => span > limitMs).length;
  return `longest ${longest.toFixed(0)} ms, ${over} of ${spans.length} over ${limitMs} ms`;
}
