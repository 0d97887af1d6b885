"""The default wording of the documents, in one place: templates whose figures are placeholders.

An author may put own words in place of a memo's paragraphs; the figures in them stay placeholders, so
that no text can contradict the data.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

DOTS = "." * 24  # what is not known is left for handwriting

ITA = "การประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ"
ITA_LONG = f"{ITA} (Integrity and Transparency Assessment: ITA)"
COMMISSION = "สำนักงานคณะกรรมการป้องกันและปราบปรามการทุจริตแห่งชาติ"
MEASURES_TITLE = "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"

# What a paragraph may hold, with what the author reads about it.
PLACEHOLDERS = {
    "organization": "ชื่อหน่วยงาน",
    "office": "ส่วนราชการเจ้าของเรื่อง",
    "year": "ปีงบประมาณที่ประเมิน",
    "total": "คะแนนรวม",
    "level": "ระดับผลการประเมิน",
    "target": "ค่าเป้าหมาย",
    "line": "เส้นแบ่งจุดแข็งและจุดอ่อน",
    "strengths": "จำนวนตัวชี้วัดที่เป็นจุดแข็ง",
    "weaknesses": "จำนวนตัวชี้วัดที่เป็นจุดอ่อน",
    "announced_on": "วันที่ประกาศผล",
    "announcement": "ข้อความอ้างถึงประกาศผลการประเมิน",
    "result": "ข้อความสรุปคะแนนรวมและระดับ",
    "split": "ข้อความสรุปจุดแข็งและจุดอ่อน",
}

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


class UnknownPlaceholder(ValueError):
    """A paragraph holds braces that stand for nothing; the text says which, in Thai."""


def check_placeholders(text: str) -> None:
    """Raise UnknownPlaceholder unless every brace of the text belongs to a known placeholder."""
    unknown = [name for name in _PLACEHOLDER.findall(text) if name not in PLACEHOLDERS]
    if unknown:
        names = " ".join(f"{{{name}}}" for name in dict.fromkeys(unknown))
        known = " ".join(f"{{{name}}}" for name in PLACEHOLDERS)
        raise UnknownPlaceholder(f"ไม่รู้จักช่องแทนข้อมูล {names} ช่องที่ใช้ได้คือ {known}")
    if re.search("[{}]", _PLACEHOLDER.sub("", text)):
        raise UnknownPlaceholder("เครื่องหมายปีกกา { } ต้องมีครบคู่และใช้เฉพาะกับช่องแทนข้อมูล")


def fill(template: str, values: Mapping[str, str]) -> str:
    """Put the values into a template; what is empty becomes dots. Spaces left by absent phrases close up.

    Raises UnknownPlaceholder for an author's text with a placeholder that `values` does not have.
    """
    missing = [name for name in _PLACEHOLDER.findall(template) if name not in values]
    if missing:
        check_placeholders(template)
        raise UnknownPlaceholder(f"ช่อง {{{missing[0]}}} ใช้ในข้อความนี้ไม่ได้")
    return _PLACEHOLDER.sub(lambda match: values[match[1]] or DOTS, template)


def sentence(*parts: str) -> str:
    """Join the phrases that are there with single spaces."""
    return " ".join(part for part in parts if part)


# --- references and results -------------------------------------------------------------------------
ANNOUNCEMENT_DATED = f"ตามประกาศ{COMMISSION} ลงวันที่ {{announced_on}} เรื่อง {{title}} นั้น"
ANNOUNCEMENT_UNDATED = f"ตามที่{COMMISSION} ได้ประกาศเรื่อง {{title}} นั้น"
DEFAULT_ANNOUNCEMENT = f"ผล{ITA_LONG}"
OF_YEAR = "ประจำปีงบประมาณ พ.ศ. {year}"

RESULT = "ได้คะแนนรวม {total} คะแนน {level_phrase}"
RESULT_ANNOUNCED = "ได้คะแนนรวมตามประกาศ {total} คะแนน {level_phrase}"
RESULT_UNKNOWN = "ยังไม่มีคะแนนรวม เนื่องจากข้อมูลคะแนนรายตัวชี้วัดยังไม่ครบถ้วน"
LEVEL = "อยู่ในระดับ{level}"
LEVEL_ESTIMATED = "อยู่ในระดับ{level} ซึ่งเป็นระดับโดยประมาณ เนื่องจากยังไม่ทราบคะแนนของเครื่องมือการประเมินครบทุกส่วน"
TARGET_ABOVE = "คะแนนรวมดังกล่าวสูงกว่าค่าเป้าหมาย ({target} คะแนน) อยู่ {gap} คะแนน"
TARGET_BELOW = "คะแนนรวมดังกล่าวต่ำกว่าค่าเป้าหมาย ({target} คะแนน) อยู่ {gap} คะแนน"
TARGET_EQUAL = "คะแนนรวมดังกล่าวเท่ากับค่าเป้าหมาย ({target} คะแนน)"

SPLIT = (
    "มีตัวชี้วัดที่เป็นจุดแข็ง (ตั้งแต่ {line} คะแนนขึ้นไป) จำนวน {strengths} ตัวชี้วัด "
    "และตัวชี้วัดที่เป็นจุดอ่อนที่ต้องพัฒนา (ต่ำกว่า {line} คะแนน) จำนวน {weaknesses} ตัวชี้วัด"
)
SPLIT_ALL_STRONG = "ทุกตัวชี้วัดได้คะแนนตั้งแต่ {line} คะแนนขึ้นไป และไม่มีตัวชี้วัดที่เป็นจุดอ่อน"
SPLIT_ALL_WEAK = "ทุกตัวชี้วัดได้คะแนนต่ำกว่า {line} คะแนน และเป็นจุดอ่อนที่ต้องพัฒนา"
SPLIT_PARTIAL = "ทั้งนี้ มีข้อมูลคะแนนรายตัวชี้วัดจำนวน {known} ตัวชี้วัด จากทั้งหมด {all} ตัวชี้วัด ซึ่งในจำนวนนี้"
SPLIT_WHOLE = "โดย"

# --- memo -------------------------------------------------------------------------------------------
MEMO_SUBJECT = f"รายงานการวิเคราะห์ผล{ITA} ประจำปีงบประมาณ พ.ศ. {{year}}"
MEMO_REASON = "{announcement}"
MEMO_PURPOSE = (
    "{office} ได้วิเคราะห์ผลการประเมินดังกล่าวแล้ว ปรากฏว่า {organization} {result} {split} "
    "จึงขอรายงานผลการวิเคราะห์ พร้อมทั้งข้อเสนอแนะเพื่อยกระดับคุณธรรมและความโปร่งใสของหน่วยงาน "
    "รายละเอียดปรากฏตามรายงานที่แนบมาพร้อมนี้"
)
MEMO_PURPOSE_WITHOUT_SCORES = (
    "{office} ขอรายงานผลการประเมินดังกล่าวว่า {organization} {result} "
    "พร้อมทั้งข้อเสนอแนะเพื่อยกระดับคุณธรรมและความโปร่งใสของหน่วยงาน รายละเอียดปรากฏตามรายงานที่แนบมาพร้อมนี้"
)
MEMO_CLOSING = "จึงเรียนมาเพื่อโปรดทราบ"
DEFAULT_PARAGRAPHS = (MEMO_REASON, MEMO_PURPOSE, MEMO_CLOSING)
COMMENT_OF = "ความเห็นของ{title}"
COMMENT_ON_PAPER = "ลงความเห็นและลงนามไว้ในต้นฉบับเอกสาร"

# --- analysis report --------------------------------------------------------------------------------
REPORT_TITLE = "รายงานการวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใส"
REPORT_SUBTITLE = "ในการดำเนินงานของหน่วยงานภาครัฐ"
PREFACE = (
    f"{ITA_LONG} เป็นเครื่องมือสำคัญที่ทำให้หน่วยงานเห็นการดำเนินงานของตนจากสามมุมมอง คือ บุคลากรภายใน "
    "ผู้รับบริการและผู้มีส่วนได้ส่วนเสียภายนอก และข้อมูลที่เปิดเผยต่อสาธารณะ "
    "ผลการประเมินจึงมิใช่เพียงคะแนน แต่เป็นข้อมูลที่ช่วยให้หน่วยงานรู้ว่าสิ่งใดควรรักษาไว้ และสิ่งใดต้องปรับปรุง",
    "{unit} ได้จัดทำรายงานฉบับนี้ขึ้นเพื่อวิเคราะห์ผลการประเมินประจำปีงบประมาณ พ.ศ. {year} "
    "เป็นรายตัวชี้วัด และเสนอแนวทางพัฒนาที่นำไปปฏิบัติได้ หวังเป็นอย่างยิ่งว่าผู้บริหารและบุคลากรทุกส่วนราชการ"
    "จะได้ใช้ประโยชน์จากรายงานนี้ในการยกระดับคุณธรรมและความโปร่งใสของหน่วยงานต่อไป",
)
RATIONALE = (
    f"{COMMISSION} (สำนักงาน ป.ป.ช.) ได้พัฒนา{ITA_LONG} ขึ้นเป็นมาตรการเชิงบวกในการป้องกันการทุจริต "
    "โดยมุ่งให้หน่วยงานภาครัฐทั่วประเทศได้รับรู้สถานะของตนเอง และปรับปรุงการบริหารงานและการให้บริการให้โปร่งใส "
    "เป็นธรรม และตรวจสอบได้",
    "การประเมินประกอบด้วย{instruments} "
    "โดยกำหนดค่าเป้าหมายของคะแนนรวมไว้ที่ {target} คะแนน {organization} เข้ารับการประเมินประจำปีงบประมาณ พ.ศ. {year} "
    "จึงนำผลการประเมินมาวิเคราะห์ เพื่อรักษาสิ่งที่ทำได้ดีและกำหนดแนวทางแก้ไขสิ่งที่ยังต้องพัฒนา",
)
INSTRUMENT_BRIEF = "{name} ({code}) จำนวน {count} ตัวชี้วัด น้ำหนักร้อยละ {weight}"
INSTRUMENTS_COUNT = "เครื่องมือ {count} ชนิด ได้แก่ {list} รวม {indicators} ตัวชี้วัด"
RESULTS_LEAD = f"ผล{ITA} ประจำปีงบประมาณ พ.ศ. {{year}} {{organization}} {{result}}"
RANKED_LEAD = "ผลคะแนนรายตัวชี้วัด เรียงตามลำดับคะแนนจากมากไปน้อย มีดังนี้"
INSTRUMENTS_LEAD = "เมื่อจำแนกตามเครื่องมือการประเมิน มีคะแนนเฉลี่ยดังนี้"
MISSING_SCORES = "ยังไม่มีข้อมูลคะแนนของ {list}"
NO_SCORES = "ยังไม่มีข้อมูลคะแนนรายตัวชี้วัด จึงยังไม่อาจวิเคราะห์จุดแข็งและจุดอ่อนเป็นรายตัวชี้วัดได้"
ANALYSIS_LEAD = "เมื่อนำคะแนนรายตัวชี้วัดมาเทียบกับเส้นแบ่ง {line} คะแนน จำแนกเป็นจุดแข็งและจุดอ่อนที่ต้องพัฒนา ดังต่อไปนี้"
STRENGTHS_HEADING = "จุดแข็ง (ตัวชี้วัดที่ได้คะแนนตั้งแต่ {line} คะแนนขึ้นไป) จำนวน {strengths} ตัวชี้วัด"
WEAKNESSES_HEADING = "จุดอ่อนที่ต้องพัฒนา (ตัวชี้วัดที่ได้คะแนนต่ำกว่า {line} คะแนน) จำนวน {weaknesses} ตัวชี้วัด"
NO_STRENGTHS = "ไม่มีตัวชี้วัดใดได้คะแนนตั้งแต่ {line} คะแนนขึ้นไป"
NO_WEAKNESSES = "ไม่มีตัวชี้วัดใดได้คะแนนต่ำกว่า {line} คะแนน"
SCORED = "ได้คะแนน {score} คะแนน"
MEASURES_WHAT = "เป็นตัวชี้วัดที่{objective}"
ADVICE_REACHED = "เครื่องมือที่ได้คะแนนเฉลี่ยถึงค่าเป้าหมาย (ตั้งแต่ {target} คะแนนขึ้นไป) ได้แก่ {list}"
ADVICE_NOT_REACHED = "เครื่องมือที่ได้คะแนนเฉลี่ยต่ำกว่าค่าเป้าหมาย (ต่ำกว่า {target} คะแนน) ได้แก่ {list}"
ADVICE_LEAD = "เพื่อยกระดับผลการประเมินในปีต่อไป จึงมีข้อเสนอแนะสำหรับตัวชี้วัดที่ต้องพัฒนา จำแนกตามเครื่องมือการประเมิน ดังนี้"
ADVICE_LEAD_STRONG = (
    "แม้ไม่มีตัวชี้วัดที่ได้คะแนนต่ำกว่า {line} คะแนน แต่เพื่อรักษาและยกระดับผลการประเมินในปีต่อไป "
    "จึงมีข้อเสนอแนะสำหรับตัวชี้วัดที่ได้คะแนนต่ำที่สุดของแต่ละเครื่องมือ ดังนี้"
)
ADVICE_LEAD_GENERAL = "เพื่อยกระดับผลการประเมินในปีต่อไป จึงมีข้อเสนอแนะจำแนกตามเครื่องมือการประเมิน ดังนี้"
ADVICE_OF = "{about} จึงควรดำเนินการ ดังนี้"
ISSUES_LEAD = "ตัวชี้วัดที่ได้คะแนนต่ำกว่า {line} คะแนน และต้องพัฒนาให้ดีขึ้น ได้แก่ {list}"
LOWEST = "โดยตัวชี้วัดที่ได้คะแนนต่ำที่สุด คือ {list} ได้ {score} คะแนน"
LOWEST_TIED = "โดยตัวชี้วัดที่ได้คะแนนต่ำที่สุดเท่ากัน คือ {list} ได้ {score} คะแนน"
NO_ISSUES = "ไม่มีตัวชี้วัดที่ได้คะแนนต่ำกว่า {line} คะแนน จึงให้ทุกส่วนราชการรักษามาตรฐานการดำเนินงานไว้อย่างต่อเนื่อง"
NO_ISSUES_UNKNOWN = "ยังไม่มีข้อมูลคะแนนรายตัวชี้วัดที่จะระบุประเด็นที่ต้องพัฒนา"
PLAN_LEAD = (
    "{organization} กำหนดมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. {plan_year} ดังนี้"
)
NO_PLAN = (
    "ให้ส่วนราชการที่เกี่ยวข้องนำข้อเสนอแนะตามข้อ ๔ และประเด็นที่ต้องพัฒนาตามข้อ ๕ ไปกำหนดเป็นมาตรการ "
    "โดยระบุขั้นตอน ผู้รับผิดชอบ ระยะเวลา และการกำกับติดตามให้ชัดเจน"
)
NO_PLAN_NEEDED = (
    "เมื่อไม่มีประเด็นที่ต้องพัฒนาตามข้อ ๕ จึงให้ทุกส่วนราชการรักษามาตรฐานการดำเนินงานไว้อย่างต่อเนื่อง "
    "โดยนำข้อเสนอแนะตามข้อ ๔ ไปประกอบการดำเนินงาน"
)

# --- measures document ------------------------------------------------------------------------------
COMPARED_NONE = "ทั้งนี้ ไม่มีเครื่องมือใดได้คะแนนเฉลี่ยถึงค่าเป้าหมาย (ตั้งแต่ {target} คะแนนขึ้นไป)"
PLAN_INTRO = (
    f"{{organization}} จัดทำ{MEASURES_TITLE} ประจำปีงบประมาณ พ.ศ. {{plan_year}} "
    f"โดยนำผล{ITA_LONG} ประจำปีงบประมาณ พ.ศ. {{year}} มาวิเคราะห์ เพื่อรักษาสิ่งที่ดำเนินการได้ดีและแก้ไขสิ่งที่ยังบกพร่อง"
)
PLAN_RECOMMENDATIONS = "จากผลการประเมินดังกล่าว มีข้อเสนอแนะเป็นรายตัวชี้วัด จำแนกตามเครื่องมือการประเมิน ดังนี้"
PLAN_MEASURES = "{organization} กำหนดมาตรการในแต่ละด้าน พร้อมวิธีการดำเนินการ ผู้รับผิดชอบ ระยะเวลา และการติดตามผล ดังนี้"
LOWEST_OF = "ตัวชี้วัดที่ได้คะแนนต่ำที่สุด คือ {list} ได้ {score} คะแนน"
LOWEST_OF_TIED = "ตัวชี้วัดที่ได้คะแนนต่ำที่สุดเท่ากัน คือ {list} ได้ {score} คะแนน"
LOWEST_KNOWN = "ในบรรดาตัวชี้วัดที่มีข้อมูลคะแนน ({known} จาก {all} ตัวชี้วัด) "
LOWEST_UNKNOWN = "ยังไม่มีข้อมูลคะแนนรายตัวชี้วัดของด้านนี้"
STANDARD_KEPT = "ได้ {score} คะแนน (ตั้งแต่ {line} คะแนนขึ้นไป) จึงให้รักษามาตรฐานการดำเนินงานไว้อย่างต่อเนื่อง"
REPORT_DUE = "รายงานผลภายในวันที่ {date}"

# --- report of carrying out the measures ------------------------------------------------------------
EXECUTION_TITLE = f"รายงานผลการดำเนินการตาม{MEASURES_TITLE}"
EXECUTION_PERIOD = "{name} ({starts} – {ends})"
EXECUTION_INTRO = (
    f"ตามที่{{organization}} ได้กำหนด{MEASURES_TITLE} ประจำปีงบประมาณ พ.ศ. {{plan_year}} "
    f"โดยนำผล{ITA} ประจำปีงบประมาณ พ.ศ. {{year}} มาวิเคราะห์ นั้น บัดนี้ "
    "ได้ติดตามการดำเนินการของส่วนราชการที่รับผิดชอบ {round} แล้ว จึงขอรายงานผลตามข้อมูล ณ วันที่ {as_of} ดังนี้"
)
EXECUTION_SUMMARY = (
    "แผนมีมาตรการทั้งหมด {count} มาตรการ มีความก้าวหน้าเฉลี่ยร้อยละ {mean} "
    "มีรายงานผลการดำเนินการแล้ว {reported} มาตรการ ยังไม่มีรายงานผล {unreported} มาตรการ "
    "และมีหลักฐานประกอบรวม {evidence} รายการ"
)
EXECUTION_NONE = "ยังไม่มีมาตรการในแผนประจำปีงบประมาณ พ.ศ. {plan_year} จึงยังไม่มีผลการดำเนินการที่จะรายงาน"
