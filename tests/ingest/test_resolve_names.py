"""Names as plans write them: each means the right product or none, never a wrong one."""

import pytest

from graphs import answers
from graphs.network import ChainNetwork

_MEANT = """
差别化氨纶 尼龙66切片=尼龙66 电池级碳酸锂 铝板带箔 超纤 锂离子电池负极材料=负极材料 聚四氢呋喃=PTMEG
1,4-丁二醇=BDO 六亚甲基二异氰酸酯=HDI 精己二酸=己二酸 聚氨酯弹性体 热塑性聚氨酯=TPU 水性聚氨酯涂料
水性聚氨酯=水性聚氨酯树脂 精对苯二甲酸=PTA 对二甲苯=PX 聚酯=PET 聚酯切片 瓶级聚酯切片=聚酯瓶片 涤纶长丝
涤纶工业丝 安全气囊丝=气囊丝 锦纶66=尼龙66 己二腈 己内酰胺 PBT树脂=PBT 电解铝液=电解铝 铝合金轮毂=铝轮毂
汽车轮毂=铝轮毂 电池箔=电池铝箔 高纯铝 再生铝 电解锰 高纯硫酸锰=电池级硫酸锰 电解二氧化锰=EMD 四氧化三锰
硅锰合金 彩涂板 镀锌板 棕刚玉 一体化压铸件 甘蔗渣=蔗渣 蔗渣浆 白砂糖 糖蜜 聚乳酸 PLA=聚乳酸 磷酸铁锂
磷酸铁锂正极材料=磷酸铁锂 三元前驱体 三元正极材料=三元材料 六氟磷酸锂 锂电池隔膜=隔膜 锂电隔膜=隔膜 电解液
锂电铜箔 动力电池 储能电池 固态电池 钠离子电池 硬碳=硬碳负极 硅碳负极材料=硅碳负极 碳纳米管导电剂=碳纳米管
废旧动力电池=废旧锂电池 乙烯 丙烯 苯=纯苯 苯乙烯 环氧丙烷 丙烯腈 MMA=甲基丙烯酸甲酯 聚碳酸酯 双酚A ABS树脂=ABS
EVA 光伏级EVA POE 聚烯烃弹性体=POE 茂金属聚乙烯 超高分子量聚乙烯 聚苯硫醚 聚醚醚酮 PEEK=聚醚醚酮 聚酰亚胺薄膜
PI膜=聚酰亚胺薄膜 聚甲醛 对位芳纶 液晶高分子=液晶聚合物 丁苯橡胶 三元乙丙橡胶 SBS 丁基橡胶 全钢子午线轮胎
半钢胎=半钢子午线轮胎 炭黑 煤制乙二醇=乙二醇 甲醇 合成氨 液氨=合成氨 尿素 复合肥 磷酸二铵 黄磷 湿法磷酸=磷酸
烧碱 离子膜烧碱=烧碱 PVC=聚氯乙烯 环氧氯丙烷 绿氢 燃料电池电堆 质子交换膜 储氢瓶 电子级氢氟酸 电子特气
聚偏氟乙烯=PVDF 聚四氟乙烯=PTFE 有机硅单体 107硅橡胶=107胶 气相白炭黑 工业硅 多晶硅 光伏硅片 光伏组件
TOPCon电池片=TOPCon电池 光伏逆变器 光伏玻璃 EVA胶膜 风电叶片 风电机组 风电主轴 储能变流器 PCS=储能变流器
全钒液流电池 电力变压器 高压电缆 充电桩 12英寸硅片=12英寸硅抛光片 碳化硅衬底 光刻胶 ArF光刻胶=半导体光刻胶
IGBT模块 引线框架 环氧塑封料 覆铜板 柔性电路板 FPC=柔性电路板 印制电路板 MLCC 片式多层陶瓷电容器=MLCC
OLED面板=AMOLED面板 偏光片 靶材 摄像头模组 光纤预制棒 光模块 智能手机 笔记本电脑 特殊钢 轴承钢 不锈钢 电解铜箔
铜杆 硬质合金 海绵钛 烧结钕铁硼 钕铁硼永磁=烧结钕铁硼 镁合金 高温合金 氧化镨钕 铅酸电池=铅酸蓄电池 玻璃纤维
玄武岩纤维 碳纤维 碳纤维复合材料 耐火材料 岩棉 气凝胶=二氧化硅气凝胶 石膏板=纸面石膏板 Low-E玻璃
蓝宝石=蓝宝石晶体 金刚石微粉 培育钻石 纳米碳酸钙 石墨电极 石墨烯 水泥 商品混凝土=预拌混凝土
纯电动汽车=纯电动乘用车 新能源汽车 驱动电机 电驱动总成 车载充电机 线束=汽车线束 汽车座椅 激光雷达 毫米波雷达
无人机 eVTOL 航空发动机叶片 盾构机 工业机器人 谐波减速器 滚珠丝杠 数控机床 五轴联动加工中心=五轴加工中心
深沟球轴承 液压油缸 电梯 注塑机 起重机械 智能水表 反渗透膜 棉纱 粘胶短纤 莱赛尔纤维 天丝=莱赛尔纤维
家用纺织品=家纺 非织造布 无纺布=非织造布 瓦楞纸箱 生活用纸 板式家具 人造板 原料药 阿莫西林 维生素C 布洛芬
中药饮片 中药配方颗粒 青蒿素 单抗=单克隆抗体药物 体外诊断试剂 心脏支架=冠状动脉支架 CT机 透明质酸=透明质酸钠
一次性注射器 植物提取物 榨菜 预制菜 白酒 柠檬酸 味精 赖氨酸 酱油=酿造酱油 火锅底料 菜籽油 精制茶=茶叶 玉米淀粉
草甘膦 钛白粉 分散染料 表面活性剂 AEO=脂肪醇聚氧乙烯醚 抗氧化剂1010=抗氧剂1010 聚丙烯酰胺 环氧树脂
汽车尾气催化剂=汽车尾气净化催化剂 阻燃剂 热熔胶 改性塑料 BOPP薄膜 塑料管道 可降解塑料=生物降解塑料 PGA=聚乙醇酸
再生PET=再生聚酯切片 高温尼龙 聚酰胺 汽车轻量化铝型材=汽车轻量化型材 铝板带 汽车用铝板 氢燃料电池=燃料电池系统
电池包 功率器件=功率半导体 湿电子化学品 化学药品制剂 医美产品 集成电路 传感器 聚氨酯树脂 聚氨酯合成革=合成革
氨纶纤维=氨纶 氨纶丝=氨纶 己二酸 尼龙66盐 轮胎帘子布=帘子布 安全气囊 苯胺 聚合MDI 聚醚多元醇 CO2=二氧化碳
工业氢气=氢气 碳酸二甲酯 电池级硫酸镍=硫酸镍 电池级氢氧化锂 磷酸锰铁锂 人造石墨负极=人造石墨 铝塑膜 电池结构件
铝灰渣=铝灰 赤泥 磷石膏 钢渣 粉煤灰 脱硫石膏 锰矿 铝土矿 玻纤=玻璃纤维 电子级玻纤布=电子布 铜箔
高强度汽车板=高强汽车板 无缝钢管 硅钢=电工钢 取向硅钢=电工钢 氧化铝 超细氢氧化铝=阻燃级氢氧化铝 棉花 蚕丝=生丝
苎麻=苎麻原麻 生猪 竹浆 变性淀粉 膳食纤维 三氯蔗糖 益生菌 饲料添加剂 水溶肥 生物农药 生物柴油 生物基材料 戊二胺
LNG=液化天然气 高纯石英砂 半导体级多晶硅=电子级多晶硅 单晶硅片=光伏硅片 风电齿轮箱 碱性电解槽
空调压缩机=制冷压缩机 汽车玻璃 汽车内饰件 新能源重卡 工程机械 农业机械 节能环保装备=环保装备 垃圾焚烧炉
环保设备=环保装备
"""
MEANT = {name: product or name for name, _, product in (pair.partition("=") for pair in _MEANT.split())}
"""A plan's name, and after = the product that it means where the library calls it otherwise."""

_NOTHING = """
丁二醇 软件 工业互联网平台 系统集成服务 检测认证服务 物流服务 研发中心 大数据中心 人工智能 新材料 高端装备
精细化工 化工新材料 树脂 橡胶 合金 纤维 二甲苯甲烷醇 碳酸盐岩锂棒 三氯化氧硅酸钾 丁二烯醇酮 己二酮腈 聚氨锂
零部件 模块 辅材 原料 产业园 总部经济 文化旅游 康养服务 跨境电商 丙烯酸腈纶盐 硅酸聚合铝锂 电池服务 云计算
元宇宙 数字孪生平台 现代物流 冷链物流 生物医药 可降解塑料PBAT 新能源汽车电池托盘 热管理系统 VC 奶粉 减水剂
特种尼龙 高性能纤维 铝箔坯料 电子化学品 创新药 新型显示 第三代半导体 合成氨（液氨） 锦纶工业丝 硫磺制酸
电子级碳酸二甲酯 结构件 锂电池回收 新型肥料 生物基尼龙 氢能装备 加氢站 中央空调 新能源汽车空调压缩机 通用航空
疫苗 面料 齿轮箱 MES PPR ADC AA
"""
NOTHING = tuple(_NOTHING.split())
"""Services and slogans, names that nothing bears, and names that mean two products (丁二醇, VC, 奶粉, MES)."""


def test_there_are_two_hundred_names_and_thirty_that_mean_nothing() -> None:
    assert len(MEANT) >= 200
    assert len(NOTHING) >= 30
    assert not set(NOTHING) & set(MEANT)


@pytest.mark.parametrize("name", MEANT)
def test_a_plans_name_means_its_product(fuling_network: ChainNetwork, name: str) -> None:
    found = answers.resolve(fuling_network, name)
    assert found.product is not None
    assert found.product.name == MEANT[name]


@pytest.mark.parametrize("name", NOTHING)
def test_what_is_no_product_or_two_means_none(fuling_network: ChainNetwork, name: str) -> None:
    assert answers.resolve(fuling_network, name).product is None


def test_a_name_that_means_none_is_answered_with_near_names(fuling_network: ChainNetwork) -> None:
    near = [ref.name for ref in answers.resolve(fuling_network, "丁二醇").candidates]
    assert {"BDO", "1,6-己二醇"} & set(near)
