#!/usr/bin/env python3
"""Writes icu.txt: 1,200 paragraphs of our own making and where ICU breaks their lines.

    apt-get install python3-icu && /usr/bin/python3 lines.py > icu.txt

The paragraphs are put together at random, with a fixed seed, from the phrases below; no document
was copied. ICU's line breaker is asked with the locale zh and lb=strict. A tie ⁀ stands wherever
ICU does not allow a break between two grapheme clusters; everywhere else it does. The tests read
icu.txt and need no ICU.
"""
import random
import icu

WHO = """省政府 市财政局 各县（市、区） 有关部门 乡镇人民代表大会 基层卫生院 村民委员会 职工代表 我们 大家 全省各级各部门
“十三五”规划编制组 技术工作组 第三方机构 行业协会（学会） 国家档案馆 《公报》编辑部 驻村工作队 办公室、信息中心""".split()
DO = """完成 推进 落实 修订 建成 印发 审议通过 补充 核实 下达 公布 受理 整改 试行 办结 压减""".split()
WHAT = """老旧小区改造 水库除险加固 农村公路 “一站式”服务窗口 《档案管理办法》 《〈统计条例〉释义》 年度预算（草案） 春耕备耕工作
“放管服”改革 产业园区 5G基站 A级景区 PM2.5监测点 GDP核算 Wi-Fi覆盖 ‘双随机’抽查 「一卡通」系统 『红名单』制度 新型城镇化
学校（含幼儿园） B2B平台 e-mail通知 AI+政务 IPv6改造 C919项目 x/y坐标 研发费用加计扣除 和/或条款 甲／乙方案""".split()
UNIT = "万元 亿元 个 户 人次 公里 平方米 吨 件 % ％ ‰ ℃ 万千瓦 项 家 亩 个百分点 km kg 元/吨 ㎡".split()
HANNUM = "一百二十三 三千六百 二〇二六 二○一七 十二 九万八千 四十五 一千零四".split()
TAIL = """为下一步工作打下了基础 取得明显成效 仍有差距 要逐条对照 不得拖延 请认真研究 由牵头单位汇总 经费由同级财政负担
群众比较满意 进度快于上年 质量有所提高 现予公告 原办法同时废止 另行通知 见附件 以原件为准""".split()
LINK = "https://www.example.cn/zwgk/2026/05.html http://example.org/a?id=3&p=12 www.example.com/x-y/z_1 ftp://files.example.net/b=2".split()
MARK = "，，，，、；：,;:"
STOP = "。。。。！？…… .!?".replace(" ", "")

R = random.Random(20260501)
pick = R.choice


def number():
    n = R.randrange(1, 99999)
    return pick([str(n), f"{n:,}", f"{n / 100:.2f}", f"{n % 90 / 10:.1f}", f"-{n % 40}", f"+{n % 30}", f"±{n % 9}", f"{n % 9}～{n % 9 + 3}",
                 f"{n % 9}—{n % 9 + 3}", f"{n % 9}-{n % 9 + 3}", f"{n % 50}/{n % 50 + 1}", f"¥{n}", f"￥{n}", f"${n % 999}", "".join(chr(0xFF10 + int(c)) for c in str(n))])


def amount():
    return number() + pick(UNIT) if R.random() < .75 else pick(HANNUM) + pick("万元 条 名 个".split())


def reference():
    y, k = R.randrange(1990, 2027), R.randrange(1, 90)
    o, c = pick(["〔〕", "[]", "（）", "［］", "()"])
    return pick([f"国发{o}{y}{c}{k}号", f"《条例》第{pick(HANNUM[:1] + HANNUM[4:5])}条第二款", f"第 {k} 條", f"第{k}条之一", f"GB/T {10000 + k}—{y}", f"GB {9000 + k}-{y}",
                 f"{y}年{k % 12 + 1}月{k % 28 + 1}日", f"{y}-{k % 12 + 1:02d}-{k % 28 + 1:02d}", f"{k % 24}:{k % 60:02d}", f"No.{k}", f"№{k}", f"{y}/{k % 12 + 1}/{k % 28 + 1}", f"附件{k % 9 + 1}",
                 f"（{k % 9 + 1}）", f"①", f"({pick('一二三四')})", f"§{k}", f"#{k}"])


def clause():
    return pick([
        lambda: pick(WHO) + pick(DO) + pick(WHAT),
        lambda: pick(WHO) + pick(DO) + pick(WHAT) + amount(),
        lambda: pick(WHAT) + "同比增长" + amount(),
        lambda: "根据" + reference() + pick(DO) + pick(WHAT),
        lambda: pick(WHO) + "强调：“" + pick(TAIL) + pick(["", "。", "！", "……"]) + "”",
        lambda: pick(WHO) + "——" + pick(WHAT) + "的" + pick(["主体", "“主角”", "窗口"]),
        lambda: pick(WHAT) + "……" + pick(TAIL),
        lambda: pick(TAIL) + "（" + reference() + "）",
        lambda: pick(TAIL) + "(" + reference() + ")",
        lambda: "让·巴蒂斯特·" + pick(["科尔", "莱恩"]) + pick(TAIL),
        lambda: "详见 " + pick(LINK) + " " + pick(TAIL),
        lambda: "\"" + pick(WHAT) + "\"" + pick(TAIL),
        lambda: pick(TAIL) + pick(["　", " ", "  "]) + pick(TAIL),
        lambda: "the " + pick(["annual report", "state-owned assets", "well-known brands", "year's end"]) + " " + pick(TAIL),
        lambda: pick(["北京—上海", "长江～黄河", "2016－2020", "甲·乙", "T—S", "人·日", "ス・タ", "々々", "コーヒー"]) + pick(TAIL),
        lambda: pick(["——", "……", "①", "●", "■ ", "※", "【摘要】", "★"]) + pick(TAIL),
    ])()


def paragraph():
    head = pick(["", "", "", "", "一、", "（二）", "(三)", "4.", "（5）", "第六条　", "第七條 ", "一是", "1.2.3 ", "⑧"])
    n = R.randrange(1, 4)
    return head + "".join(clause() + (pick(MARK) if k + 1 < n else pick(list("。。。。！？.!?") + ["……", "？！", "。”", ""])) for k in range(n))


def main():
    lines = icu.BreakIterator.createLineInstance(icu.Locale("zh@lb=strict"))
    chars = icu.BreakIterator.createCharacterInstance(icu.Locale("zh"))
    print(f"# ICU {icu.ICU_VERSION}, Unicode {icu.UNICODE_VERSION}, zh@lb=strict; made by lines.py; ⁀ = no break here")
    seen = set()
    while len(seen) < 1200:
        s = paragraph()
        if s in seen or "⁀" in s or "\n" in s:
            continue
        seen.add(s)
        u = icu.UnicodeString(s)  # ICU counts UTF-16 units
        lines.setText(u)
        breaks = set(lines)
        chars.setText(u)
        out, prev = [], 0
        for c in chars:
            out.append(str(u[prev:c]))
            if c not in breaks:
                out.append("⁀")
            prev = c
        print("".join(out))


if __name__ == "__main__":
    main()
