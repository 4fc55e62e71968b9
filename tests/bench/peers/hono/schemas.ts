// What requests may say.
import { z } from "zod";

const name = z.string().max(200).nullish();
const cost = z.number().min(0).max(1e9).nullish();
const object = z.record(z.string(), z.unknown());

export const jobPath = z.object({ id: z.string().regex(/^[1-9]\d{0,15}$/).transform(Number).refine(Number.isSafeInteger) });

export const listQuery = z.strictObject({
  status: z.string().optional(),
  view: z.literal("summary").optional(),
  limit: z.string().regex(/^\d+$/).transform(Number).pipe(z.number().min(1).max(200)).default(50),
  cursor: z.string().optional(),
});

export const progress = object;

export const approval = z.strictObject({ storyboard_revision: z.int().min(0).max(4_294_967_295).nullish() });

export const newJob = z.strictObject({
  prompt: z.string().min(1).max(10_000),
  model_id: z.string().min(1).max(200),
  parameters: object.nullish(),
  metadata: object.nullish(),
  collection: name,
  client_id: name,
  brief_id: name,
  campaign_id: name,
  video_url: z.union([z.literal(""), z.url({ protocol: /^https$/ }).max(2048)]).nullish(),
  estimated_cost: cost,
  cost_cap: cost,
  max_attempts: z.int().min(1).max(20).nullish(),
});

const purposes = z.array(z.enum(["storyboard", "render"])).min(1).max(2);

export const claim = z.strictObject({
  worker: z.string().min(1).max(200),
  lease_seconds: z.int().min(10).max(3600).nullish(),
  for: purposes.refine((all) => new Set(all).size === all.length).nullish(),
});

export type NewJob = z.infer<typeof newJob>;
export type Claim = z.infer<typeof claim>;
