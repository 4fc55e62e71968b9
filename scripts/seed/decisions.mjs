// Jobs whose storyboard is ready: what people are asked to decide.
import { CALMER_FOX, FISHERMAN, FOX, KEEPER, LAGOS, PAPER_BOAT, SARDINES } from "./stories.mjs";
import { approve, board, sendBack, start } from "./steps.mjs";

const drawn = (story) => [start("generating_storyboard"), board(story)];

export const DECISIONS = [
  {
    name: "keeper",
    asked: {
      prompt: "The last night of a lighthouse keeper: he winds the clockwork, writes the log and hands the light over to a machine. Calm, no dialogue.",
      client_id: "harbour-and-vine",
      campaign_id: "keepers",
      brief_id: "HV-0422",
      collection: "shorts",
      cost_cap: 12,
      metadata: { requested_by: "Maya", deadline: "Friday", references: ["grain of 35 mm film", "no music before the last scene"] },
    },
    steps: drawn(KEEPER),
  },
  {
    name: "sardines",
    asked: {
      prompt: "Le retour des sardiniers : un port breton, de l’aube au marché. Neuf plans, sans dialogue.",
      client_id: "studio-maree",
      campaign_id: "conserverie-1932",
      cost_cap: 20,
    },
    steps: drawn(SARDINES),
  },
  {
    name: "lagos",
    asked: {
      prompt: "Lagos at five in the morning: yellow buses, bread sellers, the bridge in haze. A title sequence that feels like one take.",
      model_id: "kino-xl",
      client_id: "eko-motion",
      brief_id: "EM-88",
      cost_cap: 15,
    },
    steps: drawn(LAGOS),
  },
  {
    name: "fox",
    asked: { prompt: "雪の降る竹林を一匹の狐が歩く。最後に振り返り、朝日が差す。", client_id: "kitsune-pictures", campaign_id: "fuyu", cost_cap: 6 },
    steps: [
      ...drawn(FOX),
      sendBack({ scenes: [{ scene_number: 3, note: "雪をもっと静かに。風はいらない" }] }),
      ...drawn(CALMER_FOX),
    ],
  },
  {
    name: "fisherman",
    asked: { prompt: "صياد عجوز يعود إلى الميناء عند الفجر، والنوارس تتبع قاربه الأزرق", client_id: "dar-al-qamar", metadata: { language: "ar" } },
    steps: drawn(FISHERMAN),
  },
  {
    name: "paper-boat",
    asked: { prompt: "बारिश के बाद की गली: एक बच्चा काग़ज़ की नाव छोड़ता है, दादी खिड़की से देखती हैं", client_id: "monsoon-pictures", cost_cap: 5 },
    steps: [...drawn(PAPER_BOAT), approve()],
  },
];
