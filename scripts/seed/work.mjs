// Jobs that wait for a worker, or that one works on.
import { CYCLIST } from "./stories.mjs";
import { approve, bill, board, claim, fail, report, sendBack, start } from "./steps.mjs";

export const WORK = [
  {
    name: "vineyard",
    asked: {
      prompt: "A vineyard in the first frost: along the rows at knee height, the pickers’ breath in the cold air, warm light in the press house",
      client_id: "harbour-and-vine",
      campaign_id: "winter-wines",
      brief_id: "HV-0417",
      // More than a double holds: it comes out as it went in.
      parameters: { seed: JSON.rawJSON("9007199254740993"), guidance: JSON.rawJSON("7.50") },
      estimated_cost: 3.4,
      cost_cap: 8,
    },
    steps: [],
  },
  {
    name: "gutter",
    asked: { prompt: "A paper boat in a rain gutter, macro, seen from the water", model_id: "lumen-3-fast", parameters: { aspect_ratio: "9:16" } },
    steps: [],
  },
  {
    name: "night-train",
    asked: {
      prompt: "Ein Zug fährt nachts durch den Schwarzwald, Schnee auf den Tannen, nur ein Abteil ist erleuchtet",
      client_id: "nordlicht-film",
      max_attempts: 5,
    },
    steps: [start("parsing"), fail("The language model answered 503", "provider-unavailable", true)],
  },
  {
    name: "cyclist",
    asked: {
      prompt: "Een fietser in de mist langs de gracht, de lantaarns gaan een voor een uit",
      client_id: "atelier-amstel",
      metadata: { format: "bumper", seconds: 15 },
    },
    steps: [
      start("generating_storyboard"),
      board(CYCLIST),
      sendBack({ reason: "Te donker: de fietser moet herkenbaar zijn", scenes: [{ scene_number: 2, note: "Met fietslicht, en dichterbij" }] }),
    ],
  },
  {
    name: "alley",
    asked: { prompt: "비 오는 밤 서울의 골목, 우산 아래 두 사람, 네온이 웅덩이에 비친다", client_id: "hangang-works", campaign_id: "umbrella" },
    steps: [claim("storyboard-2", "storyboard")],
  },
  {
    name: "patagonia",
    asked: { prompt: "Un faro en la Patagonia resiste la tormenta; los cormoranes vuelven cuando amaina", client_id: "mar-de-plata", cost_cap: 10 },
    steps: [claim("storyboard-1", "storyboard"), start("generating_storyboard"), report("storyboard", "Drawing")],
  },
  {
    name: "tea",
    asked: { prompt: "茶山清晨，采茶的人走进云雾，远处传来钟声", model_id: "lumen-3-fast", collection: "mornings" },
    steps: [start("generating_storyboard"), report("storyboard", "Drawing")],
  },
  {
    name: "sunflowers",
    asked: {
      prompt: "Соняшникове поле перед грозою: вітер, перші краплі, світло у вікні сараю",
      client_id: "stepova-film",
      campaign_id: "harvest",
      cost_cap: 12,
    },
    steps: [start("generating_storyboard"), board(), approve(), claim("render-a1", "render"), report("rendering", "Rendering"), bill(1)],
  },
  {
    name: "greenhouse",
    asked: {
      prompt: "A greenhouse breathes: time-lapse of condensation, tendrils and one patient snail",
      client_id: "harbour-and-vine",
      campaign_id: "spring",
    },
    steps: [start("generating_storyboard"), board(), approve(), start("rendering"), report("rendering", "Rendering"), bill(2)],
  },
];
