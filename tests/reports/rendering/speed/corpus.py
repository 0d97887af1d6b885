"""What the engine might draw otherwise when it remembers: text that is special in every way we know."""

LATIN = (
    "Transparency assessment of agencies strengthens administrative accountability throughout the country "
)
THAI = "สำนักปลัดได้จัดทำรายงานการวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใส (e-service) ประจำปีงบประมาณ พ.ศ. ๒๕๖๔ "

STYLES = (
    "font-size: 11pt",
    "font-size: 7.3pt; text-align: justify",
    "font-size: 40pt; line-height: 1",
    "font-size: 0",
    "font-size: 0.1pt",  # glyphs measure otherwise when they are tiny
    "font-size: 1.3pt",
    "width: 8cm; text-align: justify",
    "width: 8.1cm; text-align: justify",  # the same lines, opened more
    "font-weight: 700; font-style: italic",
    "letter-spacing: 1.5pt",
    "letter-spacing: -0.3pt; text-align: justify",
    "word-spacing: 6pt",
    "text-decoration: underline",
    "text-decoration: line-through overline; text-align: justify",
    "font-variant-caps: small-caps",
    "font-feature-settings: 'liga' 0",
    "white-space: pre-wrap; tab-size: 3",
    "white-space: nowrap; overflow: hidden; text-overflow: ellipsis",
    "max-lines: 2; block-ellipsis: auto",
    "overflow-wrap: anywhere; width: 2cm",
    "word-break: break-all; width: 2.5cm",
    "hyphens: auto; width: 2.7cm",
    "direction: rtl; text-align: justify",
    "visibility: hidden",
    "text-align: right; text-indent: -1cm; padding-left: 10%",
    "box-sizing: border-box; width: 60%; padding: 3mm; border: 1pt solid",
    "box-sizing: padding-box; width: 9cm; padding: 3mm; min-height: 2cm",
    "float: left; width: 40%; margin: 1mm 5%",
    "position: absolute; left: 50%; top: 20%; width: 30%",
    "transform: rotate(7deg)",
    "columns: 2; column-gap: 1em",
    "display: flex; min-width: 40%",
    "color: rgb(10 20 30 / 50%); font-family: monospace",
    "font-family: 'No such family', serif",
)
ODDITIES = (
    "ก\u00a0ข\u200bค\u2060ง",
    "co\u00adope\u00adra\u00adtion " * 8,
    "漢字 ไม่มีในแบบอักษร 😀 ☃",
    "שלום עולם และ مرحبا بالعالم",
    "a\tb\tc",
    "   ช่องว่าง      หลายช่อง   ",
    "ก" * 200,
    "x<br/>y<br/><br/>z",
    "<sup>๑</sup>/<sub>๒</sub> <b>หนา<i>เอียง</i></b>",
    "ที่ปั๊มน้ำผู้ใต้ญูฐูกฎุฏุป่าฟั่นปื้นสิทธิ์ ค่ำป้ำฝ่ำจ๋ำก๊ำ",
)
TABLE = (
    '<table class="grid"><thead><tr><th scope="col" colspan="2">หัว</th></tr></thead><tbody>'
    + "".join(
        f"<tr><td>{number}. {THAI}</td><td style='width: 30%'>{LATIN}</td></tr>" for number in range(40)
    )
    + "</tbody></table>"
)
LISTS = f"<ol><li>{THAI}</li><li>{LATIN}<ul><li>ย่อย</li></ul></li></ol>"
FIRSTS = (
    "<style>.f::first-line { color: red } .f::first-letter { font-size: 2em }</style>"
    f"<p class='f'>{THAI}</p>"
)
SHARES = f"<p style='width: 40vw'>{THAI}</p><p style='width: calc(30vw + 1cm); margin: 1pvh'>{THAI}</p>"
BOXES = "".join(
    f"<div style='{style}'><p style='margin: 4mm 0'>{THAI}</p></div>"
    for style in (
        "background: #eee",
        "background: #eee; border-radius: 2mm",
        "border: 1pt solid; border-radius: 3mm",
        "box-shadow: 1mm 1mm #888",
        "overflow: hidden",
        "display: flow-root",
    )
)
MOVED = "<p>ก<span style='position: relative; top: 2mm'>ขค</span>ง</p>" * 2
EMPTY = "".join(f"<p>{THAI}<span style='padding-left: {width}cm'></span>{THAI}</p>" for width in (1, 2, 3))
LABELS = "".join(
    f"<p><span data-label='{label}' style='bookmark-level: 2; bookmark-label: attr(data-label)'>{THAI}</span>"
    "</p>"
    for label in ("หนึ่ง", "สอง")
)
PAGES = (
    "<style>@page big { font-size: 30pt; @bottom-center { content: 'ก' } }"
    "@page small { font-size: 6pt; @bottom-center { content: 'ก' } }</style>"
    f"<div style='page: big'>{THAI}</div><div style='page: small'>{THAI}</div>"
)
LEADER = "<style>.l::after { content: leader('.') '๑๒' }</style><p class='l'>สารบัญ</p>"


def bodies() -> list[str]:
    """Insides of documents, each with the same texts in other surroundings."""
    styled = "".join(f'<div style="{style}">{THAI}{LATIN}{THAI}</div>' for style in STYLES)
    odd = "".join(f"<p>{text}</p>" for text in ODDITIES)
    return [
        f"<h1>แบบต่าง ๆ</h1>{styled}",
        f"<h1>อักขระ</h1>{odd}<div style='font-size: 9pt'>{odd}</div>",
        f"<h1>ตาราง</h1>{TABLE}<section class='landscape'>{TABLE}</section>",
        f"<h1>อื่น ๆ</h1>{LISTS}{FIRSTS}{LEADER}<p lang='en' style='hyphens: auto; width: 3cm'>{LATIN * 3}</p>",
        f"<h1>กระดาษใหญ่</h1>{SHARES}{EMPTY}{BOXES}{MOVED}",
        f"<style>@page {{ size: A5 }}</style><h1>กระดาษเล็ก</h1>{SHARES}",
        f"<h1>ป้าย</h1>{LABELS}{PAGES}",
    ]
