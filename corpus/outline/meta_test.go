package outline_test

import (
	"strings"
	"testing"

	"gangmu/corpus/outline"
	"gangmu/corpus/text"
)

// TestMeta reads what small documents say of themselves, with their lines and with a blank for each.
func TestMeta(t *testing.T) {
	for name, c := range map[string]struct {
		src  string
		want outline.Meta
	}{
		"the mark of the issuer above the number": {"某市人民政府办公室文件\n\n某政办发〔2022〕18号\n\n某市人民政府办公室关于加强城市节水工作的通知\n\n各区人民政府，市政府各部门：\n\n为加强节水，现通知如下：\n\n一、提高认识\n\n各单位要提高认识。\n\n二、落实责任\n\n各单位要落实责任。\n\n某市人民政府办公室\n2022年5月12日\n",
			outline.Meta{Title: "某市人民政府办公室关于加强城市节水工作的通知", Issuer: "某市人民政府办公室", Number: "某政办发〔2022〕18号",
				Addressee: "各区人民政府，市政府各部门", Signature: "某市人民政府办公室", Date: "2022-05-12"}},
		"one body addressed": {"国家税务总局关于某公司税收问题的批复\n\n税总函〔2017〕305号\n\n某省税务局：\n\n你局《关于某公司税收问题的请示》收悉。同意你局意见。\n\n国家税务总局\n一九九八年七月二十日\n",
			outline.Meta{Title: "国家税务总局关于某公司税收问题的批复", Issuer: "国家税务总局", Number: "税总函〔2017〕305号",
				Addressee: "某省税务局", Signature: "国家税务总局", Date: "1998-07-20"}},
		"a short speech": {"在全市节水工作会议上的讲话\n\n（2021年6月1日）\n\n同志们：\n\n今天讲两点意见。\n\n一、统一思想\n\n要统一思想。\n\n二、狠抓落实\n\n要狠抓落实。\n",
			outline.Meta{Title: "在全市节水工作会议上的讲话", Addressee: "同志们", Date: "2021-06-01"}},
		"minutes": {"某市人民政府常务会议纪要\n\n〔2020〕7号\n\n市长主持召开第50次常务会议，现纪要如下：\n\n一、关于节水工作\n\n会议同意。\n\n二、关于水价\n\n会议原则同意。\n",
			outline.Meta{Title: "某市人民政府常务会议纪要", Number: "〔2020〕7号"}},
		"a letter of Taiwan": {"某縣政府函\n\n發文日期：中華民國108年5月6日\n發文字號：府水字第1080012345號\n受文者：各鄉鎮市公所\n\n主旨：有關節約用水宣導一案，請查照。\n\n說明：\n\n一、依行政院函辦理。\n\n二、請各公所配合宣導。\n",
			outline.Meta{Title: "某縣政府函", Number: "府水字第1080012345號", Addressee: "各鄉鎮市公所", Date: "2019-05-06"}},
		"an interpretation": {"最高人民法院关于审理湿地案件若干问题的解释\n\n法释〔2021〕29号\n\n（2021年12月1日最高人民法院审判委员会第1850次会议通过，自2022年1月1日起施行）\n\n为正确审理案件，制定本解释。\n\n第一条　湿地案件由所在地法院管辖。\n\n第二条　本解释自2022年1月1日起施行。\n",
			outline.Meta{Title: "最高人民法院关于审理湿地案件若干问题的解释", Issuer: "最高人民法院", Number: "法释〔2021〕29号", Date: "2021-12-01", Effective: "2022-01-01",
				History: []outline.Amendment{{Date: "2021-12-01"}}}},
	} {
		for _, src := range []string{c.src, strings.Join(strings.Fields(c.src), " ")} {
			v := text.NewView(src, nil)
			m := outline.Parse(outline.Input{View: v, Name: "x"}).Meta
			for _, f := range [][2]string{{m.Title, c.want.Title}, {m.Issuer, c.want.Issuer}, {m.Number, c.want.Number}, {m.Addressee, c.want.Addressee},
				{m.Signature, c.want.Signature}, {m.Date, c.want.Date}, {m.Effective, c.want.Effective}} {
				if f[0] != f[1] {
					t.Errorf("%s: %q, want %q", name, f[0], f[1])
				}
			}
			if len(m.History) != len(c.want.History) || len(m.History) > 0 && m.History[0].Date != c.want.History[0].Date {
				t.Errorf("%s: history %v", name, m.History)
			}
		}
	}
}
