package extract

import ("testing";"os";"fmt";"time"
"github.com/klippa-app/go-pdfium/requests"
)
func TestProbe(t *testing.T){
 f:=os.Getenv("PDF"); if f==""{t.Skip()}
 b,_:=os.ReadFile(f)
 t0:=time.Now()
 e,err:=pdfEngine()
 if err!=nil{t.Fatal(err)}
 fmt.Println("engine",time.Since(t0))
 t0=time.Now()
 in,err:=e.GetInstance(10*time.Second)
 if err!=nil{t.Fatal(err)}
 fmt.Println("instance",time.Since(t0))
 t0=time.Now()
 d,err:=in.OpenDocument(&requests.OpenDocument{File:&b})
 if err!=nil{t.Fatal(err)}
 n,_:=in.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document:d.Document})
 fmt.Println("open",time.Since(t0),n.PageCount)
 t0=time.Now()
 for i:=0;i<n.PageCount;i++{
  r,err:=in.GetPageTextStructured(&requests.GetPageTextStructured{Page:requests.Page{ByIndex:&requests.PageByIndex{Document:d.Document,Index:i}},Mode:"rect",CollectFontInformation:true})
  if err!=nil{t.Fatal(err)}
  if i<2{ for _,x:=range r.Rects{ fmt.Printf("%v %q %v %v\n",x.PointPosition,x.Text,x.FontInformation.Size,x.FontInformation.Weight)}}
 }
 fmt.Println("text",time.Since(t0))
}
