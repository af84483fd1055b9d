// A real Vendure in memory on loopback, for kefu's tests. Arguments: the folder of node_modules, and the file that its
// port is written to once it answers. It ends when its standard input closes, so that no test can leave it behind.
'use strict';
const fs = require('fs');
const path = require('path');
const { createRequire } = require('module');

const [home, portFile] = process.argv.slice(2);
const need = createRequire(path.join(home, 'package.json'));
const { bootstrap, DefaultLogger, LogLevel, dummyPaymentHandler } = need('@vendure/core');
const { populate } = need('@vendure/core/cli');

process.stdin.resume();
process.stdin.on('end', () => process.exit(0));

const config = {
    apiOptions: { hostname: '127.0.0.1', port: 0, adminApiPath: 'admin-api', shopApiPath: 'shop-api' },
    authOptions: {
        tokenMethod: ['bearer', 'api-key'],
        superadminCredentials: { identifier: 'kefu', password: 'kefu-test' },
        requireVerification: false,
        disableAuth: false,
    },
    dbConnectionOptions: { type: 'sqljs', synchronize: true, logging: false },
    paymentOptions: { paymentMethodHandlers: [dummyPaymentHandler] },
    logger: new DefaultLogger({ level: LogLevel.Error }),
    importExportOptions: { importAssetsDir: home },
    plugins: [],
};

const initialData = {
    defaultLanguage: 'zh_Hans',
    defaultZone: 'Asia',
    roles: [],
    countries: [{ name: '中国', code: 'CN', zone: 'Asia' }],
    taxRates: [{ name: 'Standard', percentage: 0 }],
    shippingMethods: [{ name: '快递', price: 1000 }],
    paymentMethods: [
        {
            name: 'Test',
            handler: { code: dummyPaymentHandler.code, arguments: [{ name: 'automaticSettle', value: 'true' }] },
        },
    ],
    collections: [],
};

const products =
    'name,slug,description,assets,facets,optionGroups,optionValues,sku,price,taxCategory,stockOnHand,trackInventory,variantAssets,variantFacets\n' +
    '茶轴键盘,keyboard,87 键,,,颜色,白色,KB-87-W,239.00,standard,1000,false,,\n' +
    '羽绒服,down-jacket,90 绒,,,尺码,L,DJ-L,599.00,standard,1000,false,,\n';

async function main() {
    const csv = path.join(path.dirname(portFile), 'products.csv');
    fs.writeFileSync(csv, products);
    const app = await populate(() => bootstrap(config), initialData, csv);
    const port = app.getHttpServer().address().port;
    fs.writeFileSync(`${portFile}.part`, `${port}`);
    fs.renameSync(`${portFile}.part`, portFile);
}

main().catch(error => {
    console.error(error);
    process.exit(1);
});
