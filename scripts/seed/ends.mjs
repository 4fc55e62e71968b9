// Jobs that have ended: with a video, without one, or before there was anything to show.
import { approve, bill, board, cancel, complete, fail, start } from "./steps.mjs";

const TIMEOUT = fail("The model provider timed out after 120 s", "provider-timeout");
const RENDERING = [start("generating_storyboard"), board(), approve(), start("rendering")];
const VIDEO = [...RENDERING, bill(), complete()];

export const ENDS = [
  {
    name: "ferry",
    asked: { prompt: "İstanbul’da sabah vapuru: martılar, simit, buğulu camlar; tek plan", client_id: "bogazici-film", collection: "mornings" },
    steps: VIDEO,
  },
  {
    name: "bowl",
    asked: { prompt: "A bowl is thrown, glazed and fired, seen only from above", client_id: "harbour-and-vine", campaign_id: "makers", cost_cap: 9 },
    steps: VIDEO,
  },
  {
    name: "apple-tree",
    asked: { prompt: "Three seasons of one apple tree; the fourth is the bottle", model_id: "lumen-3-fast", metadata: { format: "square", seconds: 20 } },
    steps: VIDEO,
  },
  {
    name: "koi",
    asked: { prompt: "Neon koi swim through a flooded subway tunnel", client_id: "eko-motion" },
    steps: [start("generating_storyboard"), TIMEOUT],
  },
  {
    name: "tomatoes",
    asked: { prompt: "An astronaut waters tomatoes on the far side of the moon", model_id: "lumen-3-fast" },
    steps: [start("generating_storyboard"), TIMEOUT],
  },
  {
    name: "market",
    asked: { prompt: "Il mercato di Palermo visto da un aquilone", client_id: "studio-maree", campaign_id: "conserverie-1932" },
    steps: [start("generating_storyboard"), TIMEOUT],
  },
  {
    name: "castle",
    asked: { prompt: "Zamek na skale podczas burzy, błyskawica odsłania samotnego jeźdźca", model_id: "kino-xl", client_id: "wisla-studio", cost_cap: 40 },
    steps: [...RENDERING, bill(2), fail("Out of GPU memory while rendering scene 3 (1920 × 1080)", "out-of-memory")],
  },
  {
    name: "singer",
    asked: { prompt: "A famous singer hums along in our client’s kitchen", client_id: "harbour-and-vine" },
    steps: [start("parsing"), fail("The provider refused the prompt: it asks for a living person’s likeness", "content-policy")],
  },
  {
    name: "perfume",
    asked: { prompt: "A perfume bottle turns into a skyline at night", client_id: "studio-maree", campaign_id: "eau-de-nuit" },
    steps: [cancel("The client moved the campaign to spring")],
  },
  {
    name: "toys",
    asked: { prompt: "Wooden toys march across a kitchen table, stop motion", brief_id: "T-12" },
    steps: [start("generating_storyboard"), board(), cancel("Replaced by brief T-13")],
  },
];
