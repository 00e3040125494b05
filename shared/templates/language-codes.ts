/**
 * The language codes of Windows, which Business Central uses (`SVE`), and those of Finance & Operations (`en-us`), as BCP 47 tags.
 *
 * To `Intl`, `SVE` and `DES` are languages of New Guinea and the Amazon, and what it has no words for becomes the language of the
 * process, without an error; so no code reaches it that was not read here. A code is a Windows one wherever it can be: BCP 47 gives
 * three letters only to languages that have no two (RFC 5646 section 2.2.1), so `EST` is never Estonian. It chooses no language:
 * choose-language.ts.
 *
 * Source of the codes: LOCALE_SABBREVLANGNAME of Windows (National Language Support reference).
 */
import { LANGUAGE_TAG_MAX_CHARACTERS } from '../template-limits.ts';

/** `CODE tag` for each, by the language. */
const windowsCodes = `
  AFK af-ZA, SQI sq-AL, GSW gsw-FR, AMH am-ET, ARA ar-SA, ARB ar-LB, ARE ar-EG, ARG ar-DZ, ARH ar-BH, ARI ar-IQ, ARJ ar-JO, ARK ar-KW,
  ARL ar-LY, ARM ar-MA, ARO ar-OM, ARQ ar-QA, ARS ar-SY, ART ar-TN, ARU ar-AE, ARY ar-YE, HYE hy-AM, ASM as-IN, AZC az-Cyrl-AZ,
  AZE az-Latn-AZ, BAS ba-RU, EUQ eu-ES, BEL be-BY, BNB bn-BD, BNG bn-IN, BSB bs-Latn-BA, BSC bs-Cyrl-BA, BRE br-FR, BGR bg-BG,
  CAT ca-ES, CHS zh-CN, CHT zh-TW, ZHH zh-HK, ZHI zh-SG, ZHM zh-MO, COS co-FR, HRB hr-BA, HRV hr-HR, CSY cs-CZ, DAN da-DK, PRS prs-AF,
  DIV dv-MV, NLB nl-BE, NLD nl-NL, ENA en-AU, ENB en-029, ENC en-CA, ENE en-SG, ENG en-GB, ENI en-IE, ENJ en-JM, ENL en-BZ, ENM en-MY,
  ENN en-IN, ENP en-PH, ENS en-ZA, ENT en-TT, ENU en-US, ENW en-ZW, ENZ en-NZ, ETI et-EE, FOS fo-FO, FPO fil-PH, FIN fi-FI, FRA fr-FR,
  FRB fr-BE, FRC fr-CA, FRL fr-LU, FRM fr-MC, FRS fr-CH, FYN fy-NL, GLC gl-ES, KAT ka-GE, DEA de-AT, DEC de-LI, DEL de-LU, DES de-CH,
  DEU de-DE, ELL el-GR, KAL kl-GL, GUJ gu-IN, HAU ha-NG, HEB he-IL, HIN hi-IN, HUN hu-HU, ISL is-IS, IBO ig-NG, IND id-ID, IRE ga-IE,
  ITA it-IT, ITS it-CH, JPN ja-JP, KDI kn-IN, KKZ kk-KZ, KHM km-KH, KIN rw-RW, SWK sw-KE, KNK kok-IN, KOR ko-KR, KYR ky-KG, LAO lo-LA,
  LVI lv-LV, LTH lt-LT, DSB dsb-DE, LBX lb-LU, MKI mk-MK, MSB ms-BN, MSL ms-MY, MYM ml-IN, MLT mt-MT, MRI mi-NZ, MAR mr-IN, MON mn-MN,
  NEP ne-NP, NOR nb-NO, NON nn-NO, OCI oc-FR, ORI or-IN, PAS ps-AF, FAR fa-IR, PLK pl-PL, PTB pt-BR, PTG pt-PT, PAN pa-IN, QUB quz-BO,
  QUE quz-EC, QUP quz-PE, ROM ro-RO, RMC rm-CH, RUS ru-RU, SME se-NO, SMF se-SE, SMG se-FI, SAN sa-IN, SRB sr-Cyrl-RS, SRL sr-Latn-RS,
  SRM sr-Latn-RS, SRN sr-Cyrl-BA, SRO sr-Cyrl-RS, SRP sr-Latn-ME, SRQ sr-Cyrl-ME, SRS sr-Latn-BA, NSO nso-ZA, TSN tn-ZA, SIN si-LK,
  SKY sk-SK, SLV sl-SI, ESA es-PA, ESB es-BO, ESC es-CR, ESD es-DO, ESE es-SV, ESF es-EC, ESG es-GT, ESH es-HN, ESI es-NI, ESL es-CL,
  ESM es-MX, ESN es-ES, ESO es-CO, ESP es-ES, ESR es-PE, ESS es-AR, EST es-US, ESU es-PR, ESV es-VE, ESY es-UY, ESZ es-PY, SVE sv-SE,
  SVF sv-FI, SYR syr-SY, TAJ tg-TJ, TAM ta-IN, TTT tt-RU, TEL te-IN, THA th-TH, BOB bo-CN, TRK tr-TR, TUK tk-TM, UIG ug-CN, UKR uk-UA,
  HSB hsb-DE, URD ur-PK, UZB uz-Latn-UZ, UZC uz-Cyrl-UZ, VIT vi-VN, CYM cy-GB, WOL wo-SN, XHO xh-ZA, SAH sah-RU, YOR yo-NG, ZUL zu-ZA`;

const tagOfCode: ReadonlyMap<string, string> = new Map(
  windowsCodes.split(',').map((entry) => entry.trim().split(' ') as [string, string]),
);

/** The tag in its usual letters; undefined for what is neither a code nor a tag. */
export function readLanguageCode(code: string): string | undefined {
  const written = code.trim().replaceAll('_', '-');
  if (written.length > LANGUAGE_TAG_MAX_CHARACTERS) return undefined;
  const tag = tagOfCode.get(written.toUpperCase()) ?? written;
  try {
    // Extensions choose calendars and digits, which is not the language.
    const { baseName } = new Intl.Locale(tag);
    // Finance & Operations and older programs call written Norwegian by the name of both of its forms.
    return baseName.replace(/^no(?=-|$)/, 'nb');
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Whether dates and amounts can be written in it; for any other, `Intl` takes the language of the process. */
export function isWritable(tag: string): boolean {
  return Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0 && Intl.NumberFormat.supportedLocalesOf(tag).length > 0;
}

/** Whether who reads the one reads the other: the language and its script, whatever the region. */
export function isSameLanguage(one: string, other: string): boolean {
  const [first, second] = [one, other].map((tag) => new Intl.Locale(tag).maximize());
  return first?.language === second?.language && first?.script === second?.script;
}
