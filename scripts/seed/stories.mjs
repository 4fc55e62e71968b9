// Storyboards that somebody could have written: what the jobs that wait for a decision show.
const [LIGHTHOUSE, FIR, HOUSE, TOWER, BOAT, PERSON] = [0, 1, 2, 3, 4, 5];
const [DAWN, DAY, NIGHT, , DUSK, GREY, SEA, EMBER] = [0, 1, 2, 3, 4, 5, 6, 7];

const scene = (palette, zoom, shot, text, error) => ({ palette, zoom, shot, text, error });

export const KEEPER = {
  motif: LIGHTHOUSE,
  scenes: [
    scene(DUSK, 1, "Wide shot", "The lighthouse at dusk, the tide coming in over black rock"),
    scene(EMBER, 1.5, "Medium shot", "He climbs the spiral stair with the oil can, one hand on the rail"),
    scene(NIGHT, 2.4, "Close-up", "His hands wind the clockwork; the brass is worn smooth"),
    scene(SEA, 0.7, "From afar", "The beam sweeps over a single fishing boat"),
    scene(GREY, 1.5, "Medium shot", "He writes the last line of the log by lamplight"),
    scene(DAWN, 1.2, "Last look", "Dawn. The light goes out by itself; he closes the door"),
  ],
};

export const SARDINES = {
  motif: BOAT,
  scenes: [
    scene(NIGHT, 1, "Plan large", "Le port avant l’aube, les phares des camions sur le quai"),
    scene(NIGHT, 1.5, "Plan moyen", "Les ouvrières de la conserverie attendent sous l’auvent"),
    scene(DAWN, 0.7, "Au loin", "Les feux des sardiniers reviennent à l’horizon"),
    scene(DAWN, 2.4, "Gros plan", "Une main noue l’amarre, la corde ruisselle"),
    scene(SEA, 1.5, "Plan moyen", "Les caisses passent de main en main, tout en écailles"),
    scene(GREY, 2.2, "Gros plan", "Une sardine sur la glace, l’œil encore clair"),
    scene(DAY, 1, "Plan large", "Les mouettes montent d’un seul coup au-dessus des toits"),
    scene(DAY, 1.5, "Plan moyen", "Le marché s’ouvre, les ardoises se remplissent à la craie"),
    scene(SEA, 1.2, "Dernier regard", "Le quai vide, lavé à grande eau ; le soleil est haut"),
  ],
};

export const LAGOS = {
  motif: TOWER,
  scenes: [
    scene(NIGHT, 1, "Wide shot", "The bridge in haze, headlights in a long chain"),
    scene(EMBER, 1.5, "Medium shot", "A conductor hangs from the door of a yellow bus"),
    scene(DAWN, 2.4, "Close-up", "Bread under plastic, steam on the inside"),
    scene(DAWN, 1.5, "Medium shot", "Two sellers run beside the moving bus", "The image model refused: too many people in motion"),
    scene(DAY, 0.7, "From afar", "The sun over the lagoon; the title"),
  ],
};

export const FOX = {
  motif: FIR,
  scenes: [
    scene(NIGHT, 1, "遠景", "雪に覆われた竹林、夜明け前の青い光"),
    scene(GREY, 1.5, "中景", "狐が足跡を残しながら竹の間を歩く"),
    scene(GREY, 2.4, "接写", "狐の耳に雪が吹きつけ、息が白い"),
    scene(DAWN, 1.2, "最後", "狐が振り返り、朝日が竹林に差し込む"),
  ],
};

/** After the note about its third scene. */
export const CALMER_FOX = { ...FOX, scenes: FOX.scenes.with(2, scene(SEA, 2, "接写", "風のない雪が、狐の耳に一片ずつ積もる")) };

export const FISHERMAN = {
  motif: BOAT,
  scenes: [
    scene(DAWN, 1, "لقطة واسعة", "الميناء قبل شروق الشمس، والماء ساكن كالزجاج"),
    scene(SEA, 1.5, "لقطة متوسطة", "الصياد يجذب الشبكة والنوارس تحوم فوقه"),
    scene(EMBER, 2.4, "لقطة قريبة", "يداه على الحبل، والملح على أصابعه"),
    scene(DAY, 0.7, "من بعيد", "القارب الأزرق يدخل الميناء والمدينة تستيقظ"),
  ],
};

export const PAPER_BOAT = {
  motif: HOUSE,
  scenes: [
    scene(GREY, 1, "दूर का दृश्य", "बारिश थम गई है, गली में पानी बह रहा है"),
    scene(SEA, 1.5, "मध्य दृश्य", "बच्चा काग़ज़ की नाव पानी पर रखता है"),
    scene(DAY, 2.4, "नज़दीक से", "नाव एक पत्ते के पास से निकलती है"),
    scene(DUSK, 1.2, "आख़िरी दृश्य", "दादी खिड़की से मुस्कुराती हैं"),
  ],
};

export const CYCLIST = {
  motif: PERSON,
  scenes: [
    scene(NIGHT, 1, "Totaal", "De gracht in de mist, alleen de lantaarns zijn te zien"),
    scene(NIGHT, 1.5, "Medium", "Een fietser komt uit de mist, zonder licht"),
    scene(GREY, 2.4, "Close-up", "Een hand die de bel niet gebruikt"),
    scene(DAWN, 1.2, "Slot", "De lantaarns gaan een voor een uit"),
  ],
};
