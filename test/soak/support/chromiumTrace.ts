/**
 * Reads a trace that Chromium made: how long frames took, and which threads worked how long at a stretch. What the
 * page does itself is told apart from drawing by software, which a machine without a graphics card has to do, and from
 * waiting for a processor, which others may have.
 *
 * A frame lasts from the one shown before until it is shown itself. Chromium looks at each tick of the display whether
 * there is something to show; a frame after ticks at which nothing had changed begins with the first tick at which
 * something had. A tick whose frame came too late, or was never shown, is a part of the frame that was shown next.
 */

/** The categories that the readings need. */
export const traceCategories: readonly string[] = [
  "toplevel",
  "devtools.timeline",
  "disabled-by-default-devtools.timeline.frame",
];

/** Milliseconds. */
export interface TraceReading {
  /** Of each frame that was shown. */
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
  readonly args: { readonly name?: string; readonly frame_reporter?: FrameReport };
  /** Of what begins and ends by events of its own. */
  readonly id2?: { readonly local: string };
}

/** What became of a tick: shown (in all, or what scrolling changed), dropped, or nothing to show. */
interface FrameReport {
  readonly state: string;
}

/** Milliseconds. */
interface Tick {
  readonly begin: number;
  readonly end: number;
  readonly state: string;
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
  return {
    frames: framesOf(ticksOf(traceEvents)),
    pageTasks: pageTasks.map(({ dur = 0 }) => dur / 1000),
    pageWork: pageTasks.map(({ tdur = 0 }) => tdur / 1000),
    drawingTasks: tasksOf(drawingThreads).map(({ dur = 0 }) => dur / 1000),
  };
}

function ticksOf(events: readonly TraceEvent[]): readonly Tick[] {
  const begun = new Map<string, TraceEvent>();
  const ticks: Tick[] = [];
  const reports = events.filter(({ name }) => name === "PipelineReporter");
  for (const event of reports.sort((one, other) => one.ts - other.ts)) {
    const id = event.id2?.local ?? "";
    const begin = begun.get(id);
    if (event.ph === "b") begun.set(id, event);
    if (event.ph !== "e" || !begin) continue;
    const report = event.args.frame_reporter ?? begin.args.frame_reporter;
    ticks.push({ begin: begin.ts / 1000, end: event.ts / 1000, state: report?.state ?? "" });
  }
  return ticks;
}

function framesOf(ticks: readonly Tick[]): readonly number[] {
  const shown = ticks.filter(({ state }) => state.startsWith("STATE_PRESENTED"));
  const idle = ticks.filter(({ state }) => state === "STATE_NO_UPDATE_DESIRED");
  const changed = ticks.filter(({ state }) => state !== "STATE_NO_UPDATE_DESIRED");
  const ends = shown.map(({ end }) => end).sort((one, other) => one - other);
  return ends.slice(1).map((end, index) => {
    const before = ends[index] ?? end;
    const hasWaited = idle.some(({ begin }) => begin >= before && begin < end);
    const open = changed.filter((tick) => tick.end > before).map((tick) => tick.begin);
    return end - (hasWaited ? Math.max(before, Math.min(...open)) : before);
  });
}

/** "longest 31 ms, 2 of 612 over 50 ms". */
export function told(spans: readonly number[], limitMs: number): string {
  const longest = spans.reduce((most, span) => Math.max(most, span), 0);
  const over = spans.filter((span) => span > limitMs).length;
  return `longest ${longest.toFixed(0)} ms, ${over} of ${spans.length} over ${limitMs} ms`;
}
